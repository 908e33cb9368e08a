package tv.coax.catalog;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.SealedFormat;

/** A seeder as far as the catalog sees one: it publishes its keys and signs manifests. */
public final class SeederResource implements QuarkusTestResourceLifecycleManager {
  public static final SigningKey KEY = SigningKey.generate();

  private HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          byte[] body = KEY.publicJwks().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return Map.of("coax.seeder.url", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  /** A manifest of a title's asset; the seed decides its contents. */
  public static Manifest manifest(UUID titleId, int version, long seed) {
    var random = new Random(seed);
    long plain = 1_000_000 + random.nextInt(1_000_000);
    return new Manifest(
        "seeder-service",
        titleId.toString(),
        version,
        "key-" + Math.abs(random.nextInt()),
        Optional.of(hex(random, 20)),
        Optional.of(hex(random, 32)),
        SealedFormat.sealedLength(plain),
        plain,
        SealedFormat.SEGMENT_BYTES,
        SealedFormat.SEGMENT_BYTES * 4,
        "video/mp4",
        hex(random, 32),
        URI.create("http://127.0.0.1:8483/torrents/x.torrent"),
        Instant.now());
  }

  private static String hex(Random random, int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return HexFormat.of().formatHex(value);
  }
}
