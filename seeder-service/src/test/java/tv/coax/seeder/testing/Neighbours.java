package tv.coax.seeder.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.keys.PublicJwk;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.ticket.Ticket;

/**
 * The license service and the catalog as the seeder sees them, on free ports, with real JWS and
 * JWE. How they behave follows from the title's id: {@code nokey-…} gets no content key, {@code
 * unknown-…} is no title of the catalog any more when it is registered, {@code absent-…} never was
 * one, {@code away-…} and {@code slow-…} find the catalog away or slow when it is asked first, and
 * {@code later-…} is registered at the second try only.
 */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {
  private static final String CATALOG_KEY = "coax.testing.catalog-key";
  private static final String INSIDE = "coax.testing.seeder-inside";
  private static final String DIRECTORY = "coax.testing.seeder-directory";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  /** The content key of an asset, as the license service of the tests gives it. */
  public static ContentKey contentKey(String titleId, int version) {
    try {
      byte[] key =
          MessageDigest.getInstance("SHA-256")
              .digest((titleId + "/" + version).getBytes(StandardCharsets.UTF_8));
      return new ContentKey("key-" + titleId + "-" + version, key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A ticket signed by the catalog, good for a minute. */
  public static String ticket(String infoHash, String device) {
    return ticket("catalog-service", infoHash, device, Instant.now().plusSeconds(60));
  }

  public static String ticket(String issuer, String infoHash, String device, Instant expires) {
    return new Ticket(
            issuer,
            UUID.randomUUID().toString(),
            infoHash,
            device,
            expires.minusSeconds(120),
            expires)
        .sign(catalogKey());
  }

  /** A device's thumbprint. */
  public static String device(int i) {
    return "d" + i + "A".repeat(43 - 1 - String.valueOf(i).length());
  }

  public static Path directory() {
    return Path.of(System.getProperty(DIRECTORY));
  }

  /** Where the service shows its metrics and its API's description. */
  public static URI inside() {
    return URI.create(System.getProperty(INSIDE));
  }

  @Override
  public Map<String, String> start() {
    try {
      Path scratch = Files.createTempDirectory("seeder");
      System.setProperty(DIRECTORY, scratch.resolve("assets").toString());
      System.setProperty(CATALOG_KEY, scratch.resolve("catalog.jwk").toString());
      int port = freePort();
      int inside = freePort();
      System.setProperty(INSIDE, "http://127.0.0.1:" + inside);
      String own = "http://127.0.0.1:" + port;
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/.well-known/jwks.json", this::keys);
      server.createContext("/api/content-keys", this::contentKeys);
      server.createContext("/api/console/titles/", this::title);
      server.createContext("/api/assets", exchange -> assets(exchange, own));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      return Map.ofEntries(
          Map.entry("coax.catalog.url", url),
          Map.entry("coax.catalog.keys-file", scratch.resolve("catalog-keys.json").toString()),
          Map.entry("coax.license.url", url),
          Map.entry("coax.seeding.directory", directory().toString()),
          Map.entry("coax.seeding.listen-port", "0"),
          Map.entry("coax.signing.key-file", scratch.resolve("seeder.jwk").toString()),
          Map.entry("coax.tracker.url", own),
          Map.entry("coax.seeder.url", own),
          // Meters of both servers carry the port they were given, and all must or none.
          Map.entry("quarkus.http.test-port", String.valueOf(port)),
          Map.entry("quarkus.management.test-port", String.valueOf(inside)),
          Map.entry("quarkus.oidc.credentials.secret", "secret"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    server.stop(0);
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(exchange, 200, catalogKey().publicJwks());
  }

  private static boolean isTraced(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("X-Correlation-Id") != null;
  }

  private void contentKeys(HttpExchange exchange) throws IOException {
    JsonNode request = JSON.readTree(exchange.getRequestBody());
    String title = request.get("titleId").asText();
    if (title.startsWith("nokey-")) {
      answer(exchange, 503, "{}");
    } else if (exchange.getRequestHeaders().getFirst("Authorization") == null
        || !isTraced(exchange)) {
      answer(exchange, 401, "{}");
    } else {
      ContentKey key = contentKey(title, request.get("assetVersion").asInt());
      PublicJwk recipient = PublicJwk.parse(request.get("recipient").toString());
      String wrapped = KeyWrap.wrap(key, recipient);
      answer(
          exchange,
          201,
          JSON.writeValueAsString(Map.of("keyId", key.keyId(), "wrappedKey", wrapped)));
    }
  }

  private void title(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String title = path.substring(path.lastIndexOf('/') + 1);
    String bearer = exchange.getRequestHeaders().getFirst("Authorization");
    if (bearer == null || !bearer.startsWith("Bearer ey")) {
      answer(exchange, 401, "{}");
    } else if (title.startsWith("away-")) {
      answer(exchange, 503, "{}");
    } else if (title.startsWith("slow-")) {
      Films.pause(4000);
      answer(exchange, 404, "{\"type\":\"urn:coax:problem:unknown-title\"}");
    } else if (title.startsWith("absent-")) {
      answer(exchange, 404, "{\"type\":\"urn:coax:problem:unknown-title\"}");
    } else {
      answer(exchange, 200, "{}");
    }
  }

  private void assets(HttpExchange exchange, String seeder) throws IOException {
    String jws = JSON.readTree(exchange.getRequestBody()).get("manifest").asText();
    IssuerKeys keys = IssuerKeys.http(URI.create(seeder + "/.well-known/jwks.json"));
    String title = Manifest.verify(jws, keys, "seeder-service").titleId();
    if (title.startsWith("unknown-")) {
      answer(exchange, 404, "{\"type\":\"urn:coax:problem:unknown-title\"}");
    } else if (!isTraced(exchange) || title.startsWith("later-") && refusedOnce.add(title)) {
      answer(exchange, 503, "{}");
    } else {
      answer(exchange, 201, "{}");
    }
  }

  private static SigningKey catalogKey() {
    try {
      return SigningKey.loadOrCreate(Path.of(System.getProperty(CATALOG_KEY)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
