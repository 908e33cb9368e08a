package tv.coax.catalog.money;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/**
 * An amount in minor units of an ISO 4217 currency: 499 EUR is 4.99 euro. Never a fraction of a
 * minor unit, never a floating point number.
 */
public record Money(long amountMinor, String currency) {
  public Money {
    if (!isCurrency(currency)) {
      throw new IllegalArgumentException("\"" + currency + "\" is not an ISO 4217 currency.");
    }
  }

  /** Whether this is the code of a currency with minor units that we know. */
  public static boolean isCurrency(String code) {
    try {
      return Currency.getInstance(code).getDefaultFractionDigits() >= 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** As a person reads it, such as "€4.99". */
  @JsonIgnore
  public String text() {
    Currency unit = Currency.getInstance(currency);
    NumberFormat format = NumberFormat.getCurrencyInstance(Locale.UK);
    format.setCurrency(unit);
    format.setMinimumFractionDigits(unit.getDefaultFractionDigits());
    format.setMaximumFractionDigits(unit.getDefaultFractionDigits());
    return format.format(BigDecimal.valueOf(amountMinor, unit.getDefaultFractionDigits()));
  }
}
