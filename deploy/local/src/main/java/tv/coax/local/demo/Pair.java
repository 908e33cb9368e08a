package tv.coax.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tv.coax.local.console.Style;
import tv.coax.local.web.Api;
import tv.coax.local.web.Person;

/** A subscriber pairs a box by the device grant (RFC 8628), as with a phone beside the screen. */
final class Pair {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Cast cast;

  Pair(Cast cast) {
    this.cast = cast;
  }

  void run(int number) {
    Api box = cast.box(number);
    Person person = cast.subscriber(number);
    if (!status(box).path("paired").asBoolean()) {
      box.post("/api/pairing", Map.of()).require(202);
      cast.await(
          "box " + number + " shows a pairing code",
          LIMIT,
          () -> !status(box).path("pairing").path("verificationUriComplete").asText("").isEmpty());
      JsonNode pairing = status(box).get("pairing");
      cast.console.say(
          "  Box "
              + number
              + " shows "
              + cast.console.style(Style.BOLD, pairing.get("userCode").asText())
              + "; "
              + person.name()
              + " opens "
              + pairing.get("verificationUri").asText()
              + ", logs in and grants.");
      person.approve(URI.create(pairing.get("verificationUriComplete").asText()));
      cast.await(
          "box " + number + " is paired", LIMIT, () -> status(box).get("paired").asBoolean());
    }
    String account =
        cast.catalog().as(person).get("/api/account").require(200).body().get("accountId").asText();
    cast.require(
        status(box).path("accountId").asText().equals(account),
        "Box " + number + " belongs to " + person.name() + "'s account.");
    cast.await(
        "box " + number + " is connected to the catalog",
        LIMIT,
        () -> status(box).path("online").asBoolean());
  }

  private static JsonNode status(Api box) {
    return box.get("/api/status").require(200).body();
  }
}
