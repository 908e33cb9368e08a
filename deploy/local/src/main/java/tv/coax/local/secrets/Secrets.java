package tv.coax.local.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * Secrets by name, one file each (0600 in a 0700 directory). A secret is made from 128 random bits
 * the first time it is asked for and is the same ever after; the file appears whole or not at all.
 */
public final class Secrets {
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final int LENGTH = 26;

  private final Path directory;
  private final SecureRandom random = new SecureRandom();

  public Secrets(Path directory) {
    this.directory = directory;
  }

  /** The secret of this name; letters and digits only, safe in URLs, SQL and shells. */
  public synchronized String get(String name) {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException("Not a name of a secret: " + name);
    }
    Path file = directory.resolve(name);
    try {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      String secret = generate();
      write(file, secret);
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the secret in " + file + ".", e);
    }
  }

  private String generate() {
    var secret = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return secret.toString();
  }

  private void write(Path file, String secret) throws IOException {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Path fresh = directory.resolve(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.US_ASCII.encode(secret + "\n"));
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
