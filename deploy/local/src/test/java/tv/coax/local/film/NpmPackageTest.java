package tv.coax.local.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.local.process.PlatformException;

final class NpmPackageTest {
  private static final Map<String, String> VIDEO = Map.of("package/video.mp4", "film.mp4");

  @TempDir private Path directory;
  private HttpServer registry;
  private byte[] tarball;

  @BeforeEach
  void startRegistry() throws IOException {
    tarball = tarball("package/video.mp4", "the film");
    registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry.createContext(
        "/film.tgz",
        exchange -> {
          exchange.sendResponseHeaders(200, tarball.length);
          exchange.getResponseBody().write(tarball);
          exchange.close();
        });
    registry.start();
  }

  @AfterEach
  void stopRegistry() {
    registry.stop(0);
  }

  @Test
  void thePackageIsFetchedAndUnpacked() throws Exception {
    new NpmPackage(at("/film.tgz"), sha512(tarball)).extract(directory, VIDEO, progress -> {});

    assertThat(directory.resolve("film.mp4")).hasContent("the film");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void anotherPackageThanExpectedIsNeverUnpacked() {
    var other = new NpmPackage(at("/film.tgz"), sha512(new byte[0]));

    assertThatThrownBy(() -> other.extract(directory, VIDEO, progress -> {}))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("not the expected package");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aMissingPackageIsSaidInOneSentence() {
    var missing = new NpmPackage(at("/other.tgz"), sha512(tarball));

    assertThatThrownBy(() -> missing.extract(directory, VIDEO, progress -> {}))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("HTTP status 404")
        .hasMessageContaining("--film FILE");
  }

  @Test
  void noNetworkIsSaidInOneSentence() {
    registry.stop(0);
    var unreachable = new NpmPackage(at("/film.tgz"), sha512(tarball));

    assertThatThrownBy(() -> unreachable.extract(directory, VIDEO, progress -> {}))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("check the network");
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + registry.getAddress().getPort() + path);
  }

  private static byte[] tarball(String name, String content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry(name);
      entry.setSize(bytes.length);
      tar.putArchiveEntry(entry);
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
    return out.toByteArray();
  }

  private static String sha512(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
