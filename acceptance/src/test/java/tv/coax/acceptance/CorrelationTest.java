package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One purchase can be followed through the logs of every process that had a part in it. */
@ExtendWith(House.Extension.class)
class CorrelationTest {
  @Test
  void onePurchaseCarriesOneIdThroughAllServicesAndTheBox(House house) {
    Operator.OnSale film =
        house.operator().publish("Followed", house.randomFilm(2 << 20), "application/octet-stream");
    String correlationId = UUID.randomUUID().toString();

    house
        .subscriber("bob")
        .order(
            film.rentalOffer(),
            UUID.randomUUID().toString(),
            Map.of("X-Correlation-Id", correlationId))
        .require(201);
    house.box(2).awaitPlayable(film.titleId());

    for (String process :
        new String[] {"catalog-service", "license-service", "seeder-service", "box-2"}) {
      Await.until(
          "the log of " + process + " names " + correlationId,
          () -> house.log(process).contains(correlationId));
      assertThat(house.log(process)).contains("correlationId");
    }
  }
}
