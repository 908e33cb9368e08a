package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A disk. All calls may block and are made by workers. */
public interface Volume {
  /** The file with this path; nothing is opened or created yet. */
  StoredFile file(Path path);

  /** The bytes of a small file, or empty if there is none. */
  Optional<byte[]> read(Path path) throws IOException;

  /** Replaces the file as a whole: after a crash it is either as before or as now. */
  void replace(Path path, byte[] bytes) throws IOException;

  /** Adds bytes to the end of a file that exists. */
  void append(Path path, byte[] bytes) throws IOException;

  void delete(Path path) throws IOException;

  /** Deletes the directory if it is empty, then the same of those above it, up to {@code top}. */
  void deleteEmpty(Path directory, Path top) throws IOException;

  /** When the file was last written to, in milliseconds; 0 if there is none. */
  long modifiedMillis(Path path) throws IOException;

  /** Bytes that can still be written near this path. */
  long usableBytes(Path path) throws IOException;

  /**
   * Changes when the machine starts anew, and with it what was written but not yet on the disk may
   * be lost. It does not change when only the process ends.
   */
  String bootId();
}
