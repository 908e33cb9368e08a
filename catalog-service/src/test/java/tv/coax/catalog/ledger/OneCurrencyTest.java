package tv.coax.catalog.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;

@QuarkusTest
class OneCurrencyTest extends CatalogTest {
  @Inject OneCurrency oneCurrency;

  @Test
  @TestTransaction
  void aBookInOneCurrencyIsNotCarriedOnInAnother() {
    onSale("Priced in euro", 499, 199);

    oneCurrency.require("EUR");

    assertThatThrownBy(() -> oneCurrency.require("SEK"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The bills of this database are in EUR, and coax.billing.currency is SEK. Set it back:"
                + " a bill cannot change its currency.");
  }
}
