package tv.coax.agent.operator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.SigningKey;

/**
 * Catalog and seeder of the test: entitlements, manifests, torrents and a tracker that wants
 * tickets.
 */
public final class Catalog {

  private final Operator operator;
  private final SigningKey key = SigningKey.generate();
  private final Map<String, Film> films = new ConcurrentHashMap<>();
  private final List<Granted> granted = new CopyOnWriteArrayList<>();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  private final List<Operator.Stream> streams = new CopyOnWriteArrayList<>();
  private final List<String> lastEventIds = new CopyOnWriteArrayList<>();

  /** An entitlement as the catalog tells it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Granted(
      String id,
      long seq,
      String titleId,
      String titleName,
      int assetVersion,
      String mediaType,
      String right,
      Instant startBy,
      Duration playbackWindow,
      Instant notAfter,
      String correlationId,
      Instant grantedAt) {}

  Catalog(Operator operator) {
    this.operator = operator;
  }

  SigningKey key() {
    return key;
  }

  Film film(String titleId, int version) {
    return films.get(version == 1 ? titleId : titleId + "-" + version);
  }

  /** From now on the entitlement names that version; boxes hear of it when they connect. */
  public void change(Granted old, Film film) {
    Granted fresh =
        new Granted(
            old.id(),
            old.seq(),
            old.titleId(),
            old.titleName(),
            film.manifest().assetVersion(),
            old.mediaType(),
            old.right(),
            old.startBy(),
            old.playbackWindow(),
            old.notAfter(),
            old.correlationId(),
            old.grantedAt());
    granted.replaceAll(g -> g.id().equals(old.id()) ? fresh : g);
  }

  /** The film can be bought from now on. */
  public void publish(Film film) {
    films.put(film.name(), film);
  }

  /** Ada buys or rents; her connected boxes are told. */
  public Granted grant(Film film, Right right, Clocks clocks) {
    return grant("ada", film, right, clocks);
  }

  /** The account buys or rents; its connected boxes are told. */
  public Granted grant(String account, Film film, Right right, Clocks clocks) {
    Granted fresh =
        new Granted(
            UUID.randomUUID().toString(),
            granted.size() + 1,
            film.titleId(),
            "Film " + film.titleId(),
            film.manifest().assetVersion(),
            film.manifest().mediaType(),
            right.word(),
            clocks.startBy().orElse(null),
            clocks.playbackWindow().orElse(null),
            clocks.notAfter().orElse(null),
            UUID.randomUUID().toString(),
            Instant.now());
    owners.put(fresh.id(), account);
    granted.add(fresh);
    streams.stream().filter(s -> s.account().equals(account)).forEach(s -> s.offer(fresh));
    return fresh;
  }

  /** All event streams end. */
  public void breakStreams() {
    streams.forEach(Operator.Stream::breakOff);
    streams.clear();
  }

  /** What boxes sent as Last-Event-ID; {@code null} is left out. */
  public List<String> lastEventIds() {
    return lastEventIds;
  }

  Optional<Granted> find(String id) {
    return granted.stream().filter(g -> g.id().equals(id)).findFirst();
  }

  private List<Granted> grantedTo(String account) {
    return granted.stream().filter(g -> account.equals(owners.get(g.id()))).toList();
  }

  void handle(HttpExchange exchange, String path) throws IOException, InterruptedException {
    String[] parts = path.split("/");
    if (path.equals("/announce")) {
      announce(exchange);
    } else if (path.endsWith("/.well-known/jwks.json")) {
      Operator.answer(exchange, 200, Film.SEEDER_KEY.publicJwks().getBytes(StandardCharsets.UTF_8));
    } else if (path.startsWith("/torrents/")) {
      Operator.answer(exchange, 200, films.get(parts[2]).torrent());
    } else if (exchange.getRequestHeaders().getFirst("Authorization") == null) {
      Operator.problem(exchange, 401, "unauthorized", "No token.");
    } else if (path.equals("/api/entitlements")) {
      Operator.answer(exchange, 200, grantedTo(Operator.account(exchange)));
    } else if (path.equals("/api/entitlements/events")) {
      events(exchange);
    } else if (path.endsWith("/manifest")) {
      String query = exchange.getRequestURI().getQuery();
      int version = Integer.parseInt(query.substring(query.indexOf('=') + 1));
      Operator.answer(exchange, 200, Map.of("manifest", film(parts[3], version).manifestJws()));
    } else if (path.startsWith("/api/entitlements/") && !isProven(exchange, path)) {
      Operator.problem(exchange, 403, "proof-invalid", "The proof is not valid.");
    } else if (path.endsWith("/tokens")) {
      token(exchange, find(parts[3]).orElseThrow());
    } else if (path.endsWith("/tickets")) {
      Operator.answer(
          exchange,
          201,
          Map.of("ticket", "ticket-" + parts[3], "expiresAt", Instant.now().plusSeconds(1800)));
    } else {
      Operator.problem(exchange, 404, "not-found", "Nothing here.");
    }
  }

  /** A proof by the device that the body names, for this request. */
  private boolean isProven(HttpExchange exchange, String path) {
    try {
      DeviceProof.verify(
          exchange.getRequestHeaders().getFirst("DPoP"),
          "POST",
          URI.create(operator.url() + path),
          Duration.ofMinutes(2),
          Clock.offset(Clock.systemUTC(), operator.licenses().ahead()));
      return true;
    } catch (InvalidDocumentException | NullPointerException e) {
      return false;
    }
  }

  private void events(HttpExchange exchange) throws IOException, InterruptedException {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    if (last != null) {
      lastEventIds.add(last);
    }
    long seen = last == null ? 0 : Long.parseLong(last);
    String account = Operator.account(exchange);
    Operator.Stream stream = new Operator.Stream(account);
    streams.add(stream);
    stream.serve(exchange, grantedTo(account).stream().filter(g -> g.seq() > seen).toList());
  }

  private void token(HttpExchange exchange, Granted right) throws IOException {
    String thumbprint =
        Operator.JSON.readTree(exchange.getRequestBody()).path("deviceThumbprint").asText();
    EntitlementToken token =
        new EntitlementToken(
            "catalog-service",
            UUID.randomUUID().toString(),
            right.id(),
            "ada",
            right.titleId(),
            right.assetVersion(),
            film(right.titleId(), right.assetVersion()).manifest().keyId(),
            Right.ofWord(right.right()),
            new Clocks(
                Optional.ofNullable(right.startBy()),
                Optional.ofNullable(right.playbackWindow()),
                Optional.ofNullable(right.notAfter())),
            thumbprint,
            Instant.now(),
            Instant.now().plusSeconds(300));
    Operator.answer(exchange, 201, Map.of("token", token.sign(key)));
  }

  private void announce(HttpExchange exchange) throws IOException {
    String ticket = exchange.getRequestHeaders().getFirst("Authorization");
    if (ticket == null || !ticket.startsWith("Bearer ticket-")) {
      Operator.answer(
          exchange, 200, "d14:failure reason9:no tickete".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("d8:intervali2e5:peers" + 6 * films.size() + ":").getBytes(StandardCharsets.US_ASCII));
    for (Film film : films.values()) {
      InetSocketAddress seeder = film.seederAddress();
      out.writeBytes(seeder.getAddress().getAddress());
      out.write(seeder.getPort() >>> 8);
      out.write(seeder.getPort());
    }
    out.writeBytes("e".getBytes(StandardCharsets.US_ASCII));
    Operator.answer(exchange, 200, out.toByteArray());
  }
}
