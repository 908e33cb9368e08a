package tv.coax.local.process;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Modes of new files and directories. */
final class PosixModes {
  private PosixModes() {}

  /** Readable by all, so that a server of another user can run what is in it. */
  static FileAttribute<Set<PosixFilePermission>> directory() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
