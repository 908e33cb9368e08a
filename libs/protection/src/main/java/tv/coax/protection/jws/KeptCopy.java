package tv.coax.protection.jws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The file in which an issuer's keys outlive this process. After a power cut it holds the old set
 * or the new one, whole: who has only this copy believes no document without it.
 */
final class KeptCopy {
  private final Path file;

  KeptCopy(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The set that was kept; nothing if there is none that can be read. */
  @Nullable JwkSet load() {
    try {
      return Files.size(file) > JwkSet.MAX_CHARS ? null : JwkSet.parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException none) {
      return null;
    }
  }

  /**
   * Replaces what is kept: written beside it under a name nobody else uses, synced, renamed over
   * it, and the directory synced. Nothing is written when the file says so already.
   */
  void keep(String json) throws IOException {
    Path directory = file.getParent();
    if (directory == null) {
      throw new IOException(file + " is not a file's name.");
    }
    if (holds(json)) {
      return;
    }
    Files.createDirectories(directory);
    Path draft = Files.createTempFile(directory, "." + file.getFileName(), ".new");
    try {
      writeAndSync(draft, json);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private boolean holds(String json) {
    try {
      return Files.size(file) <= JwkSet.MAX_CHARS && Files.readString(file).equals(json);
    } catch (IOException none) {
      return false;
    }
  }

  private static void writeAndSync(Path draft, String json) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }
}
