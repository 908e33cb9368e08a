package tv.coax.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tv.coax.local.console.Format;
import tv.coax.local.film.Film;
import tv.coax.local.web.Api;

/** The operator's part: a film comes in, is sealed, priced and published. Found again later. */
final class BringIn {
  private static final Map<String, Object> PURCHASE =
      Map.of("right", "purchase", "price", Map.of("amountMinor", 999, "currency", "EUR"));
  private static final Map<String, Object> RENTAL =
      Map.of(
          "right", "rental",
          "price", Map.of("amountMinor", 399, "currency", "EUR"),
          "startWithin", "P30D",
          "playbackWindow", "PT48H");

  private final Cast cast;
  private final Film film;
  private final Api catalog;
  private final Api seeder;

  BringIn(Cast cast) {
    this.cast = cast;
    this.film = cast.film;
    this.catalog = cast.catalog().as(cast.operator());
    this.seeder = cast.seeder().as(cast.operator());
  }

  Title run() {
    var known = findKnown();
    String id = known.map(title -> title.get("id").asText()).orElseGet(this::create);
    JsonNode manifest = sealedManifest(id).orElseGet(() -> upload(id));
    String purchase = offer(id, PURCHASE);
    String rental = offer(id, RENTAL);
    publish(id, known.map(title -> title.get("state").asText()).orElse("draft"));
    String hash = manifest.path("info_hash_v1").asText(manifest.path("info_hash_v2").asText(""));
    return new Title(id, purchase, rental, hash.substring(0, 40));
  }

  /** A title of this name that holds this very film, or nothing yet. */
  private Optional<JsonNode> findKnown() {
    for (JsonNode title : catalog.get("/api/console/titles").require(200).body()) {
      if (title.path("name").asText().equals(film.name())
          && (title.path("asset").isMissingNode()
              || title.path("asset").isNull()
              || sealedManifest(title.get("id").asText()).isPresent())) {
        cast.console.say("  The catalog knows " + film.name() + " from an earlier run.");
        return Optional.of(title);
      }
    }
    return Optional.empty();
  }

  private String create() {
    var title = Map.of("name", film.name(), "synopsis", film.synopsis(), "year", film.year());
    return catalog.post("/api/titles", title).require(201).body().get("id").asText();
  }

  /** What the seeder signed about this film, when it holds it. */
  private Optional<JsonNode> sealedManifest(String titleId) {
    for (JsonNode ingest : seeder.get("/api/ingests?titleId=" + titleId).require(200).body()) {
      if (ingest.path("state").asText().equals("registered")) {
        JsonNode manifest = claims(ingest.get("manifest").asText());
        if (manifest.path("plain_sha256").asText().equals(film.sha256())) {
          return Optional.of(manifest);
        }
      }
    }
    return Optional.empty();
  }

  private JsonNode upload(String titleId) {
    String ingest = UUID.randomUUID().toString();
    String name = URLEncoder.encode(film.file().getFileName().toString(), StandardCharsets.UTF_8);
    try (var task = cast.console.task("Bringing in " + film.name())) {
      var body =
          new CountingBody(
              BodyPublishers.ofFile(film.file()),
              sent ->
                  task.detail(
                      Format.bar((double) sent / film.bytes(), 24)
                          + " "
                          + Format.bytes(sent)
                          + " of "
                          + Format.bytes(film.bytes())
                          + ", sealed and hashed on the way"));
      seeder
          .send(
              "POST",
              "/api/titles/" + titleId + "/assets?fileName=" + name,
              body,
              Map.of("Content-Type", film.mediaType(), "Ingest-Id", ingest),
              Duration.ofHours(6))
          .require(201);
      task.detail("waiting until the catalog has it");
      cast.await(
          "the seeder registers the film with the catalog",
          Duration.ofSeconds(60),
          () -> state(ingest).equals("registered"));
      task.done(
          Format.bytes(film.bytes()) + " of " + film.mediaType() + " sealed, torrent and manifest");
    } catch (FileNotFoundException e) {
      throw new UntrueException("The film " + film.file() + " has gone.");
    }
    return sealedManifest(titleId)
        .orElseThrow(
            () -> new UntrueException("The manifest names the SHA-256 of the original film."));
  }

  private String state(String ingest) {
    JsonNode view = seeder.get("/api/ingests/" + ingest).require(200).body();
    if (view.path("state").asText().equals("failed")) {
      throw new UntrueException("The ingest failed: " + view.path("reason").asText());
    }
    return view.path("state").asText();
  }

  private String offer(String titleId, Map<String, Object> offer) {
    for (JsonNode title : catalog.get("/api/console/titles").require(200).body()) {
      if (title.get("id").asText().equals(titleId)) {
        for (JsonNode existing : title.get("offers")) {
          if (existing.get("right").asText().equals(offer.get("right"))) {
            return existing.get("id").asText();
          }
        }
      }
    }
    var made = catalog.post("/api/titles/" + titleId + "/offers", offer).require(201).body();
    cast.console.say("  Offered for " + offer.get("right") + " at " + price(made.get("price")));
    return made.get("id").asText();
  }

  private void publish(String titleId, String state) {
    var anyone = cast.catalog();
    if (!state.equals("published")) {
      cast.require(
          anyone.get("/api/titles/" + titleId).status() == 404,
          "Before it is published nobody sees it: 404.");
      catalog.post("/api/titles/" + titleId + "/publish", Map.of()).require(200);
    }
    cast.require(
        anyone.get("/api/titles/" + titleId).status() == 200,
        film.name() + " is in the storefront.");
  }

  static String price(JsonNode price) {
    return Format.money(price.get("amountMinor").asLong(), price.get("currency").asText());
  }

  private static JsonNode claims(String jws) {
    try {
      return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(jws.split("\\.")[1]));
    } catch (IOException e) {
      throw new UntrueException("The manifest is a signed JSON document.");
    }
  }
}
