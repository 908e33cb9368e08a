package tv.coax.local.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tv.coax.local.process.PlatformException;

/**
 * A file to bring in.
 *
 * @param name what the catalog calls it
 * @param sha256 of the file, in hexadecimal
 */
public record Film(
    Path file,
    String name,
    String synopsis,
    int year,
    String mediaType,
    long bytes,
    String sha256) {

  /**
   * Any file of the user, named after it.
   *
   * @throws PlatformException with the reason when it is missing, empty or unreadable
   */
  public static Film of(Path file) {
    requireReadable(file);
    String fileName = file.getFileName().toString();
    int dot = fileName.lastIndexOf('.');
    return of(
        file,
        dot > 0 ? fileName.substring(0, dot) : fileName,
        "Brought in from the file " + fileName + ".",
        java.time.Year.now(java.time.ZoneOffset.UTC).getValue());
  }

  static Film of(Path file, String name, String synopsis, int year) {
    try {
      return new Film(
          file, name, synopsis, year, MediaTypes.guess(file), Files.size(file), sha256(file));
    } catch (IOException e) {
      throw new PlatformException(
          "The film " + file + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static void requireReadable(Path file) {
    String reason = null;
    try {
      if (!Files.exists(file)) {
        reason = "does not exist";
      } else if (Files.isDirectory(file)) {
        reason = "is a directory; pack it into one file first";
      } else if (!Files.isReadable(file)) {
        reason = "cannot be read: permission denied";
      } else if (Files.size(file) == 0) {
        reason = "is empty";
      }
    } catch (IOException e) {
      reason = "cannot be read: " + e.getMessage();
    }
    if (reason != null) {
      throw new PlatformException("The film " + file + " " + reason + ".");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
