package tv.coax.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tv.coax.local.web.Api;
import tv.coax.local.web.Reply;

/** The operator, by the API: brings films in and puts them on sale. */
record Operator(Api catalog, Api seeder) {
  private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(5);

  /** A title on sale, with the offers a subscriber can order. */
  record OnSale(String titleId, String name, String purchaseOffer, String rentalOffer) {}

  /** Brings the film in and publishes it for purchase at 9.99 and for rental at 3.99. */
  OnSale publish(String name, Path film, String mediaType) {
    String titleId = draft(name);
    upload(titleId, file(film), mediaType, Map.of()).require(201);
    Await.until(
        "the asset of " + name + " is registered with the catalog", () -> hasAsset(titleId));
    String purchase = offer(titleId, Map.of("right", "purchase", "price", money(999)));
    String rental =
        offer(
            titleId,
            Map.of(
                "right",
                "rental",
                "price",
                money(399),
                "startWithin",
                "P30D",
                "playbackWindow",
                "PT48H"));
    publish(titleId).require(200);
    return new OnSale(titleId, name, purchase, rental);
  }

  String draft(String name) {
    return catalog
        .post("/api/titles", Map.of("name", name, "synopsis", "A film for the test.", "year", 2008))
        .require(201)
        .body()
        .path("id")
        .asText();
  }

  /** A further offer to own the title. */
  String offerPurchase(String titleId, int amountMinor) {
    return offer(titleId, Map.of("right", "purchase", "price", money(amountMinor)));
  }

  Reply publish(String titleId) {
    return catalog.post("/api/titles/" + titleId + "/publish", Map.of());
  }

  Reply upload(String titleId, BodyPublisher film, String mediaType, Map<String, String> headers) {
    var all = new java.util.HashMap<>(headers);
    all.put("Content-Type", mediaType);
    return seeder.send(
        "POST", "/api/titles/" + titleId + "/assets?fileName=film", film, all, UPLOAD_LIMIT);
  }

  JsonNode ingest(String ingestId) {
    return seeder.get("/api/ingests/" + ingestId).body();
  }

  /** The whole ledger as the operator reads it. */
  JsonNode ledger() {
    return catalog.get("/api/ledger").require(200).body();
  }

  JsonNode swarms() {
    return seeder.get("/api/swarms").require(200).body();
  }

  static BodyPublisher file(Path film) {
    try {
      return BodyPublishers.ofFile(film);
    } catch (FileNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private String offer(String titleId, Map<String, ?> offer) {
    return catalog
        .post("/api/titles/" + titleId + "/offers", offer)
        .require(201)
        .body()
        .path("id")
        .asText();
  }

  private boolean hasAsset(String titleId) {
    for (JsonNode title : catalog.get("/api/console/titles").require(200).body()) {
      if (title.path("id").asText().equals(titleId)) {
        return title.path("asset").isObject();
      }
    }
    return false;
  }

  private static Map<String, Object> money(int minor) {
    return Map.of("amountMinor", minor, "currency", "EUR");
  }
}
