package tv.coax.catalog.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {
  @Test
  void readsAsPeopleWriteIt() {
    assertThat(new Money(499, "EUR").text()).isEqualTo("€4.99");
    assertThat(new Money(-499, "EUR").text()).isEqualTo("-€4.99");
    assertThat(new Money(123456, "EUR").text()).isEqualTo("€1,234.56");
    assertThat(new Money(500, "JPY").text()).contains("500").doesNotContain(".");
  }

  @Test
  void hasACurrencyThatExists() {
    assertThatThrownBy(() -> new Money(1, "EURO")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Money.isCurrency("XXX")).isFalse();
  }
}
