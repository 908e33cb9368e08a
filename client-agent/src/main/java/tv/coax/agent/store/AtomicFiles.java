package tv.coax.agent.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Small files that survive a power cut: after {@link #write} returns, a reader finds the new
 * contents for good; if it never returns, the old ones. Never a mixture. Files are readable by
 * their owner alone (0600).
 */
public final class AtomicFiles {

  private AtomicFiles() {}

  /**
   * Replaces {@code file}: written beside it, synced, renamed over it, and the directory synced.
   */
  public static void write(Path file, byte[] contents) {
    try {
      Path directory = directoryOf(file);
      Path fresh = Files.createTempFile(directory, "." + file.getFileName(), ".new", ownerOnly());
      try {
        writeAndSync(fresh, contents);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
      sync(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " could not be written.", e);
    }
  }

  /**
   * The contents, or nothing if there is no such file. A file above {@code maxBytes} is refused.
   */
  public static Optional<byte[]> read(Path file, int maxBytes) {
    try {
      if (Files.size(file) > maxBytes) {
        throw new IOException("It is larger than " + maxBytes + " bytes.");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " could not be read.", e);
    }
  }

  /** Removes the file for good; nothing happens if there is none. */
  public static void delete(Path file) {
    try {
      if (Files.deleteIfExists(file)) {
        sync(directoryOf(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + file + " could not be removed.", e);
    }
  }

  private static Path directoryOf(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IOException("A file needs a directory: " + file);
    }
    return Files.createDirectories(parent);
  }

  private static void writeAndSync(Path file, byte[] contents) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(contents);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?> ownerOnly() {
    return PosixFilePermissions.asFileAttribute(
        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
  }
}
