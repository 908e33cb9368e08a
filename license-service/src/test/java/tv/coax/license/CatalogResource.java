package tv.coax.license;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tv.coax.protection.jws.SigningKey;

/** A catalog as this service knows it: an address that publishes a key. */
public final class CatalogResource implements QuarkusTestResourceLifecycleManager {
  private HttpServer server;

  /** The key the catalog signs with. */
  public static SigningKey key() {
    try {
      return SigningKey.loadOrCreate(Path.of("target/test-catalog-signing-key.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> start() {
    byte[] jwks = key().publicJwks().getBytes(StandardCharsets.UTF_8);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/jwk-set+json");
          exchange.sendResponseHeaders(200, jwks.length);
          exchange.getResponseBody().write(jwks);
          exchange.close();
        });
    server.start();
    return Map.of(
        "coax.catalog.url", "http://127.0.0.1:" + server.getAddress().getPort(),
        "coax.catalog.keys-file", "target/test-catalog-keys-" + System.nanoTime() + ".json");
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
