package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.local.web.Reply;

/**
 * kill -9 of every process, during a purchase and during a download: the same end state, one
 * charge.
 */
@ExtendWith(House.Extension.class)
class CrashTest {
  private static final int FILM_BYTES = 16 << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "box-1",
        "seeder-service",
        "license-service",
        "catalog-service",
        "postgresql",
        "keycloak"
      })
  void nothingIsLostAndNothingIsChargedTwice(String victim, House house) throws IOException {
    Path film = house.randomFilm(FILM_BYTES);
    Operator.OnSale title =
        house.operator().publish("Crash of " + victim, film, "application/octet-stream");
    Subscriber ada = house.subscriber("ada");
    long billBefore = ada.billMinor();
    String key = UUID.randomUUID().toString();

    CompletableFuture<JsonNode> order =
        CompletableFuture.supplyAsync(() -> orderUntilAnswered(ada, title, key));
    house.kill(victim);
    String orderId = order.join().path("id").asText();
    house.awaitReady(victim);
    house.box(1).awaitProgress(title.titleId(), 0.1);
    house.kill(victim);
    house.awaitReady(victim);

    house.box(1).awaitPlayable(title.titleId());
    assertThat(house.box(1).playedSha256(title.titleId()))
        .isEqualTo(Box.sha256(Files.readAllBytes(film)));
    assertThat(orderUntilAnswered(ada, title, key).path("id").asText()).isEqualTo(orderId);
    assertThat(ada.orders().findValuesAsText("titleId")).containsOnlyOnce(title.titleId());
    assertThat(ada.billMinor()).isEqualTo(billBefore + 999);
    assertThat(house.operator().ledger().path("balanced").asBoolean()).isTrue();
  }

  /** A subscriber's client that repeats the same request until something answers. */
  private static JsonNode orderUntilAnswered(
      Subscriber subscriber, Operator.OnSale title, String key) {
    JsonNode[] answered = new JsonNode[1];
    Await.until(
        "an order is answered",
        () -> {
          Reply reply = subscriber.order(title.purchaseOffer(), key, Map.of());
          if (reply.status() < 500) {
            answered[0] = reply.require(200, 201).body();
            return true;
          }
          return false;
        });
    return answered[0];
  }
}
