package tv.coax.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tv.coax.local.console.Format;
import tv.coax.local.console.Task;
import tv.coax.local.web.Api;
import tv.coax.local.web.Reply;

/** A subscriber orders, and the box learns of it, downloads, gets its license and plays. */
final class BuyAndWatch {
  private static final Duration NO_PROGRESS = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Cast cast;
  private final Title title;
  private final Map<String, String> names;

  BuyAndWatch(Cast cast, Title title) {
    this.cast = cast;
    this.title = title;
    this.names = cast.platform.addresses().peerNames();
  }

  Delivery run(int box, String offer) {
    String who = cast.subscriber(box).name();
    long from = System.nanoTime();
    Reply reply = place(box, offer);
    boolean isNew = entry(box).isMissingNode() || reply.status() == 201;
    JsonNode order = reply.body();
    var sold =
        new Delivery.Order(
            order.get("id").asText(),
            key(who, offer),
            offer,
            order.get("entitlementId").asText(),
            order.get("right").asText(),
            BringIn.price(order.get("price")));
    String verb = sold.right().equals("rental") ? "rents" : "buys";
    cast.console.say(
        "  "
            + who
            + " "
            + verb
            + " "
            + cast.film.name()
            + " for "
            + sold.price()
            + (isNew ? "." : " (an earlier run did)."));
    var firstByte = firstByte(box, from);
    JsonNode arrived = watch(box);
    var played = firstByte.join();
    var learned =
        Duration.between(Instant.parse(order.get("placedAt").asText()), learnedAt(arrived));
    return new Delivery(
        box,
        who,
        sold,
        isNew ? Optional.of(learned) : Optional.empty(),
        isNew ? Optional.of(played.after()) : Optional.empty(),
        played.share(),
        sources(arrived));
  }

  /** The same key for the same wish, so that repeating it is never a second sale. */
  String key(String who, String offer) {
    return UUID.nameUUIDFromBytes((who + offer).getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Reply place(int box, String offer) {
    var person = cast.subscriber(box);
    person.token();
    return cast.catalog()
        .as(person)
        .post(
            "/api/orders",
            Map.of("offerId", offer),
            Map.of("Idempotency-Key", key(person.name(), offer)))
        .require(200, 201);
  }

  private record FirstByte(Duration after, double share) {}

  /** Asks the player endpoint like an impatient player until it has the beginning of the film. */
  private CompletableFuture<FirstByte> firstByte(int box, long from) {
    var result = new CompletableFuture<FirstByte>();
    URI play = cast.platform.addresses().box(box).resolve("/play/" + title.id());
    var request =
        HttpRequest.newBuilder(play)
            .header("Range", "bytes=0-65535")
            .timeout(Duration.ofSeconds(60))
            .build();
    Thread.ofVirtual()
        .start(() -> {
          try {
            long deadline = from + NO_PROGRESS.toNanos();
            while (System.nanoTime() < deadline) {
              int status = cast.client.send(request, BodyHandlers.ofByteArray()).statusCode();
              if (status == 206) {
                var after = Duration.ofNanos(System.nanoTime() - from);
                result.complete(new FirstByte(after, share(entry(box))));
                return;
              }
              Thread.sleep(50);
            }
            throw new UntrueException("The film becomes playable on box " + box + ".");
          } catch (IOException | InterruptedException | RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private JsonNode watch(int box) {
    try (var task = cast.console.task("Box " + box)) {
      long quietSince = System.nanoTime();
      long seen = -1;
      while (true) {
        JsonNode entry = entry(box);
        long verified = entry.path("verifiedBytes").asLong();
        if (verified != seen) {
          seen = verified;
          quietSince = System.nanoTime();
        }
        show(task, entry);
        if (entry.path("state").asText().equals("ready") && entry.path("licensed").asBoolean()) {
          task.done(Format.bytes(verified) + " verified: " + bySource(sources(entry)));
          return entry;
        }
        if (System.nanoTime() - quietSince > NO_PROGRESS.toNanos()) {
          throw new UntrueException(
              "The download of box "
                  + box
                  + " goes on; it has stood still for "
                  + Format.elapsed(NO_PROGRESS)
                  + ": "
                  + entry.path("reason").asText("no reason given"));
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UntrueException("Interrupted while box " + box + " was downloading.");
    }
  }

  private void show(Task task, JsonNode entry) {
    task.detail(
        Format.bar(share(entry), 24)
            + " "
            + entry.path("state").asText("has not heard of it")
            + (entry.path("licensed").asBoolean() ? ", licensed" : "")
            + "  "
            + bySource(sources(entry)));
  }

  JsonNode entry(int box) {
    Api api = cast.box(box);
    for (JsonNode entry : api.get("/api/library").require(200).body()) {
      if (entry.path("titleId").asText().equals(title.id())) {
        return entry;
      }
    }
    return MissingNode.getInstance();
  }

  private static double share(JsonNode entry) {
    long sealed = entry.path("sealedBytes").asLong();
    return sealed == 0 ? 0 : (double) entry.path("verifiedBytes").asLong() / sealed;
  }

  private Map<String, Long> sources(JsonNode entry) {
    var sources = new LinkedHashMap<String, Long>();
    entry
        .path("sources")
        .properties()
        .forEach(source ->
            sources.merge(
                names.getOrDefault(source.getKey(), source.getKey()),
                source.getValue().asLong(),
                Long::sum));
    return sources;
  }

  static String bySource(Map<String, Long> sources) {
    var text = new StringBuilder();
    sources.forEach((name, bytes) ->
        text.append(text.isEmpty() ? "" : ", ")
            .append(name)
            .append(" ")
            .append(Format.bytes(bytes)));
    return text.toString();
  }

  private static Instant learnedAt(JsonNode entry) {
    return Instant.parse(entry.path("timeline").path("learnedAt").asText());
  }
}
