package tv.coax.agent.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Everything a box talks to, on one port: the login, the catalog, the license service, the seeder
 * with its tracker. It signs and verifies for real; parts of it can be taken away and brought back.
 */
public final class Operator implements AutoCloseable {

  static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

  private final HttpServer server;
  private final Login login = new Login();
  private final Catalog catalog = new Catalog(this);
  private final LicenseIssue licenses = new LicenseIssue(this);
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final List<String> log = new CopyOnWriteArrayList<>();

  public Operator() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** The address of everything. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public Login login() {
    return login;
  }

  public Catalog catalog() {
    return catalog;
  }

  public LicenseIssue licenses() {
    return licenses;
  }

  /** From now on paths with this prefix are answered with 503. */
  public void takeAway(String prefix) {
    away.add(prefix);
  }

  public void bringBack(String prefix) {
    away.remove(prefix);
  }

  /** The requests so far, as {@code METHOD path}. */
  public List<String> log() {
    return log;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    log.add(
        exchange.getRequestMethod()
            + " "
            + path
            + " "
            + exchange.getRequestHeaders().getFirst("X-Correlation-Id"));
    try (exchange) {
      if (away.stream().anyMatch(path::startsWith)) {
        problem(exchange, 503, "away", "Taken away by the test.");
      } else if (path.startsWith("/realm")) {
        login.handle(exchange, path, url());
      } else if (path.startsWith("/license")
          || path.equals("/keys/license/.well-known/jwks.json")) {
        licenses.handle(exchange, path);
      } else {
        catalog.handle(exchange, path);
      }
    } catch (RuntimeException | InterruptedException e) {
      e.printStackTrace();
    }
  }

  static Map<String, String> form(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                p -> p[0],
                p -> URLDecoder.decode(p[1], StandardCharsets.UTF_8),
                (a, b) -> b,
                LinkedHashMap::new));
  }

  /** Whose access token came with the request. */
  static String account(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization").split(" ")[1];
    byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
    return JSON.readTree(claims).path("sub").asText();
  }

  static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = body instanceof byte[] raw ? raw : JSON.writeValueAsBytes(body);
    exchange
        .getResponseHeaders()
        .set("Content-Type", status >= 400 ? "application/problem+json" : "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  static void problem(HttpExchange exchange, int status, String name, String detail)
      throws IOException {
    answer(
        exchange,
        status,
        Map.of("type", "urn:coax:problem:" + name, "status", status, "detail", detail));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /**
   * An OpenID Connect issuer with the device grant; it rotates refresh tokens and accepts each
   * once.
   */
  public static final class Login {
    private final AtomicInteger counter = new AtomicInteger();
    private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
    private volatile boolean approved;
    private volatile boolean slowDown;
    private volatile String account = "ada";

    /** The subscriber enters the code. */
    public void approve(String accountId) {
      account = accountId;
      approved = true;
    }

    /** The pairings so far are ended: no refresh token is good any more. */
    public void endPairings() {
      refreshTokens.clear();
      approved = false;
    }

    /** The next poll is answered with slow_down. */
    public void askToSlowDown() {
      slowDown = true;
    }

    private void handle(HttpExchange exchange, String path, URI base) throws IOException {
      if (path.endsWith("/.well-known/openid-configuration")) {
        answer(
            exchange,
            200,
            Map.of(
                "issuer", base + "/realm",
                "token_endpoint", base + "/realm/token",
                "device_authorization_endpoint", base + "/realm/device"));
      } else if (path.endsWith("/device")) {
        answer(
            exchange,
            200,
            Map.of(
                "device_code",
                "device-" + counter.incrementAndGet(),
                "user_code",
                "WDJB-MJHT",
                "verification_uri",
                base + "/realm/enter",
                "verification_uri_complete",
                base + "/realm/enter?user_code=WDJB-MJHT",
                "expires_in",
                600,
                "interval",
                1));
      } else {
        token(exchange, form(exchange));
      }
    }

    private void token(HttpExchange exchange, Map<String, String> form) throws IOException {
      if (form.get("grant_type").equals("refresh_token")) {
        if (refreshTokens.remove(form.get("refresh_token"))) {
          tokens(exchange);
        } else {
          answer(exchange, 400, Map.of("error", "invalid_grant"));
        }
      } else if (slowDown) {
        slowDown = false;
        answer(exchange, 400, Map.of("error", "slow_down"));
      } else if (approved) {
        tokens(exchange);
      } else {
        answer(exchange, 400, Map.of("error", "authorization_pending"));
      }
    }

    private void tokens(HttpExchange exchange) throws IOException {
      String refresh = "refresh-" + counter.incrementAndGet();
      refreshTokens.add(refresh);
      String claims = "{\"sub\":\"" + account + "\"}";
      String access =
          "e30."
              + Base64.getUrlEncoder()
                  .withoutPadding()
                  .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
              + ".sig";
      answer(
          exchange,
          200,
          Map.of("access_token", access, "refresh_token", refresh, "expires_in", 25));
    }
  }

  /** One connection of the event stream. */
  static final class Stream {
    private final String account;
    private final BlockingQueue<Catalog.Granted> news = new LinkedBlockingQueue<>();
    private volatile boolean broken;

    Stream(String account) {
      this.account = account;
    }

    String account() {
      return account;
    }

    void offer(Catalog.Granted granted) {
      news.add(granted);
    }

    void breakOff() {
      broken = true;
    }

    void serve(HttpExchange exchange, List<Catalog.Granted> missed)
        throws IOException, InterruptedException {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.write(": hello\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      missed.forEach(news::add);
      Instant end = Instant.now().plusSeconds(300);
      while (!broken && Instant.now().isBefore(end)) {
        Catalog.Granted granted = news.poll(100, TimeUnit.MILLISECONDS);
        if (granted != null) {
          String event =
              "id: %d\nevent: entitlement\ndata: %s\n\n"
                  .formatted(granted.seq(), JSON.writeValueAsString(granted));
          out.write(event.getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      }
    }
  }
}
