package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  private static final int IMPATIENT_CLIENTS = 4;

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
  void downloadThatAProcessDiedInEndsWholeAndLicensed(String victim, House house)
      throws IOException {
    Path film = house.randomFilm(FILM_BYTES);
    Operator.OnSale title =
        house.operator().publish("Download without " + victim, film, "application/octet-stream");
    house.subscriber("ada").buy(title.purchaseOffer());
    house.box(1).awaitProgress(title.titleId(), 0.1);

    assertThat(house.box(1).stillArriving(title.titleId())).isTrue();
    house.kill(victim);

    house.awaitReady(victim);
    house.box(1).awaitPlayable(title.titleId());
    assertThat(house.box(1).playedSha256(title.titleId()))
        .isEqualTo(Box.sha256(Files.readAllBytes(film)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "box-2",
        "seeder-service",
        "license-service",
        "catalog-service",
        "postgresql",
        "keycloak"
      })
  void purchaseThatAProcessDiedInIsChargedOnceAndDelivered(String victim, House house)
      throws IOException {
    Path film = house.randomFilm(FILM_BYTES / 16);
    Operator.OnSale title =
        house.operator().publish("Purchase without " + victim, film, "application/octet-stream");
    Subscriber bob = house.subscriber("bob");
    long billBefore = bob.billMinor();
    String key = UUID.randomUUID().toString();
    CountDownLatch sending = new CountDownLatch(IMPATIENT_CLIENTS);

    List<CompletableFuture<String>> orders =
        IntStream.range(0, IMPATIENT_CLIENTS)
            .mapToObj(client ->
                CompletableFuture.supplyAsync(() -> {
                  sending.countDown();
                  return orderUntilAnswered(bob, title, key).path("id").asText();
                }))
            .toList();
    await(sending);
    house.kill(victim);

    Set<String> answers = orders.stream().map(CompletableFuture::join).collect(Collectors.toSet());
    assertThat(answers).hasSize(1);
    house.awaitReady(victim);
    house.box(2).awaitPlayable(title.titleId());
    assertThat(house.box(2).playedSha256(title.titleId()))
        .isEqualTo(Box.sha256(Files.readAllBytes(film)));
    assertThat(bob.orders().findValuesAsText("titleId")).containsOnlyOnce(title.titleId());
    assertThat(bob.billMinor()).isEqualTo(billBefore + 999);
    assertThat(house.operator().ledger().path("balanced").asBoolean()).isTrue();
  }

  /** A subscriber's client that repeats the same request until something answers. */
  private static JsonNode orderUntilAnswered(
      Subscriber subscriber, Operator.OnSale title, String key) {
    AtomicReference<JsonNode> answered = new AtomicReference<>();
    Await.until(
        "an order is answered",
        () -> {
          Reply reply = subscriber.order(title.purchaseOffer(), key, Map.of());
          if (reply.status() >= 500) {
            return false;
          }
          answered.set(reply.require(200, 201).body());
          return true;
        });
    return answered.get();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
