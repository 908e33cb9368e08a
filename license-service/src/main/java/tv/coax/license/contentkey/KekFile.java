package tv.coax.license.contentkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Reads and makes the file of a key-encryption key: 32 bytes in base64. */
final class KekFile {
  private static final long MAX_FILE_BYTES = 1024;

  /** What the owner may do; whatever the group or others may is too much. */
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private KekFile() {}

  /**
   * @throws KekException with a sentence if there is no such file, or no key in it, or others may
   *     use it
   */
  static Kek read(Path file) {
    if (!Files.exists(file)) {
      throw new KekException(
          "The key-encryption key file "
              + file
              + " is missing. Put it back from its backup; for a new installation set"
              + " coax.kek.create=true.");
    }
    try {
      requirePrivate(file);
      if (Files.size(file) > MAX_FILE_BYTES) {
        throw notAKey(file);
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      try {
        return new Kek(key);
      } finally {
        Arrays.fill(key, (byte) 0);
      }
    } catch (IllegalArgumentException notOne) {
      throw notAKey(file);
    } catch (IOException e) {
      throw new KekException("The key-encryption key file " + file + " cannot be read.", e);
    }
  }

  /**
   * Makes the file, whole and on disk before it has its name, unless another process was faster.
   */
  static void create(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new KekException("The key-encryption key cannot be kept at " + file + ".");
    }
    byte[] key = new byte[Kek.KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      Files.createDirectories(directory);
      Path draft =
          Files.createTempFile(
              directory,
              ".kek",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        write(draft, Base64.getEncoder().encodeToString(key) + "\n");
        Files.createLink(file, draft);
        flush(directory);
      } catch (FileAlreadyExistsException anotherWasFaster) {
        return;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new KekException("The key-encryption key file " + file + " cannot be made.", e);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static void write(Path draft, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** Makes the name itself survive a power cut, as the rows that need this key do. */
  private static void flush(Path directory) throws IOException {
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  private static void requirePrivate(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNERS.containsAll(permissions)) {
      throw new KekException(
          "The key-encryption key file "
              + file
              + " is open to other users; make it private with chmod 600.");
    }
  }

  private static KekException notAKey(Path file) {
    return new KekException("The file " + file + " does not hold 32 bytes in base64.");
  }
}
