package tv.coax.local.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import tv.coax.local.process.Archive;
import tv.coax.local.process.PlatformException;

/** The server programs for this system, unpacked once from the archive on the class path. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /**
   * The directory with {@code bin/postgres}; named by the archive's hash, complete when present.
   */
  static Path unpack(Path programs) {
    try {
      byte[] archive = archive();
      Path home = programs.resolve("postgres-" + hash(archive));
      if (Files.isDirectory(home)) {
        return home;
      }
      Path fresh = Archive.freshDirectory(programs);
      try (var tar =
          new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
        Archive.unpack(tar, fresh, 0);
      }
      Archive.install(fresh, home);
      return home;
    } catch (IOException e) {
      throw new PlatformException("PostgreSQL cannot be unpacked: " + e.getMessage() + ".", e);
    }
  }

  private static byte[] archive() throws IOException {
    String name = "/postgres-" + system() + "-" + machine() + ".txz";
    try (InputStream in = PostgresBinaries.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new PlatformException(
            "There is no PostgreSQL for "
                + System.getProperty("os.name")
                + " on "
                + System.getProperty("os.arch")
                + " among the dependencies.");
      }
      return in.readAllBytes();
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name;
  }

  private static String machine() {
    String name = System.getProperty("os.arch");
    return name.equals("amd64") ? "x86_64" : name.equals("aarch64") ? "arm_64" : name;
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
