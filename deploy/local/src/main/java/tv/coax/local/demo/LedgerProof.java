package tv.coax.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.coax.local.console.Console;
import tv.coax.local.console.Format;
import tv.coax.local.console.Table;
import tv.coax.local.web.Api;

/** One order, one charge, and books that balance. */
final class LedgerProof {
  private final Cast cast;

  LedgerProof(Cast cast) {
    this.cast = cast;
  }

  void run(List<Delivery> deliveries, Title title) {
    deliveries.forEach(delivery -> repeat(delivery, title));
    JsonNode ledger = ledger();
    var sums = new HashMap<String, Long>();
    for (JsonNode total : ledger.get("totals")) {
      sums.merge(total.get("currency").asText(), total.get("amountMinor").asLong(), Long::sum);
    }
    cast.require(
        ledger.get("balanced").asBoolean() && sums.values().stream().allMatch(sum -> sum == 0),
        "The ledger balances over " + ledger.get("transfers").asLong() + " transfers.");
  }

  /** Pressing the button again changes nothing; another wish under the same key is refused. */
  private void repeat(Delivery delivery, Title title) {
    Api catalog = cast.catalog().as(cast.subscriber(delivery.box()));
    long owed = balance(catalog);
    var key = Map.of("Idempotency-Key", delivery.order().key());
    var again =
        catalog
            .post("/api/orders", Map.of("offerId", delivery.order().offer()), key)
            .require(200, 201);
    String other =
        delivery.order().offer().equals(title.purchaseOffer())
            ? title.rentalOffer()
            : title.purchaseOffer();
    var reused = catalog.post("/api/orders", Map.of("offerId", other), key);
    long charged = 0;
    for (JsonNode order : catalog.get("/api/orders").require(200).body()) {
      charged += order.get("price").get("amountMinor").asLong();
    }
    cast.require(
        again.body().get("id").asText().equals(delivery.order().id())
            && reused.status() == 422
            && balance(catalog) == owed
            && owed == charged,
        delivery.who()
            + " pressing the button twice is one order and one charge; "
            + delivery.who()
            + " owes "
            + Format.money(owed, "EUR")
            + ".");
  }

  private static long balance(Api catalog) {
    return Math.abs(
        catalog.get("/api/account").require(200).body().get("balance").get("amountMinor").asLong());
  }

  void show(Console console) {
    var table = new Table("when", "account", "amount");
    for (JsonNode entry : ledger().get("entries")) {
      table.row(
          entry.get("at").asText().substring(0, 19).replace('T', ' '),
          entry.get("account").asText(),
          Format.money(entry.get("amountMinor").asLong(), entry.get("currency").asText()));
    }
    console.table(table);
  }

  private JsonNode ledger() {
    return cast.catalog().as(cast.operator()).get("/api/ledger").require(200).body();
  }
}
