package tv.coax.local.process;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks tar archives: directories, files with their execute bit, links; nothing outside. */
public final class Archive {
  private Archive() {}

  /** A new empty directory beside the final place, so that the result can be moved in one step. */
  public static Path freshDirectory(Path parent) throws IOException {
    Files.createDirectories(parent);
    return Files.createTempDirectory(parent, ".unpacking-", PosixModes.directory());
  }

  /** Moves what was unpacked to its place, unless another program put the same there meanwhile. */
  public static void install(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(home)) {
        throw e;
      }
      Directories.delete(fresh);
    }
  }

  /**
   * Unpacks all entries.
   *
   * @param strip leading path elements to drop, as tar's --strip-components
   * @throws IOException also when an entry points outside the directory
   */
  public static void unpack(TarArchiveInputStream tar, Path directory, int strip)
      throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path relative = Path.of(entry.getName()).normalize();
      if (relative.getNameCount() <= strip) {
        continue;
      }
      Path target = inside(directory, relative.subpath(strip, relative.getNameCount()));
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else if (entry.isSymbolicLink()) {
        inside(directory, directory.relativize(target.resolveSibling(entry.getLinkName())));
        Files.createDirectories(target.getParent());
        Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      } else if (entry.isFile()) {
        Files.createDirectories(target.getParent());
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
          Files.setPosixFilePermissions(target, executable());
        }
      }
    }
  }

  private static Path inside(Path directory, Path relative) throws IOException {
    Path target = directory.resolve(relative).normalize();
    if (!target.startsWith(directory)) {
      throw new IOException("The archive has an entry outside its directory: " + relative);
    }
    return target;
  }

  private static Set<PosixFilePermission> executable() {
    var modes = EnumSet.allOf(PosixFilePermission.class);
    modes.remove(PosixFilePermission.GROUP_WRITE);
    modes.remove(PosixFilePermission.OTHERS_WRITE);
    return modes;
  }
}
