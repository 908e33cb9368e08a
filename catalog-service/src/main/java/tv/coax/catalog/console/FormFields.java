package tv.coax.catalog.console;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.money.Money;
import tv.coax.catalog.offer.NewOffer;
import tv.coax.service.problem.Problem;

/**
 * What people type into the console's forms, as values; the problem {@code form-invalid} otherwise.
 */
final class FormFields {
  private FormFields() {}

  /** A year, or nothing when the field is empty. */
  static @Nullable Integer year(@Nullable String typed) {
    if (typed == null || typed.isBlank()) {
      return null;
    }
    long year = number(typed, "A year is a number such as 2008.");
    if (year < 1800 || year > 2200) {
      throw invalid("A year is a number such as 2008.");
    }
    return (int) year;
  }

  /** An offer; the price is typed in whole units, such as 4.99. */
  static NewOffer offer(
      String right,
      @Nullable String price,
      String currency,
      @Nullable String startWithinDays,
      @Nullable String playbackHours) {
    boolean rental = right.equals("rental");
    return new NewOffer(
        right,
        price(price, currency),
        rental && filled(startWithinDays)
            ? Duration.ofDays(number(startWithinDays, "Days are a whole number."))
            : null,
        rental && filled(playbackHours)
            ? Duration.ofHours(number(playbackHours, "Hours are a whole number."))
            : null,
        null,
        null,
        null);
  }

  static Money price(@Nullable String typed, String currency) {
    if (typed == null || typed.isBlank()) {
      return new Money(0, currency);
    }
    try {
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      BigDecimal amount = new BigDecimal(typed.strip().replace(',', '.'));
      if (amount.precision() > 12 || Math.abs(amount.scale()) > 12) {
        throw invalid("A price is an amount such as 4.99.");
      }
      return new Money(amount.movePointRight(digits).longValueExact(), currency);
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid("A price is an amount such as 4.99.");
    }
  }

  private static boolean filled(@Nullable String typed) {
    return typed != null && !typed.isBlank();
  }

  private static long number(@Nullable String typed, String otherwise) {
    try {
      return typed == null ? 0 : Math.clamp(Long.parseLong(typed.strip()), 0, 1_000_000);
    } catch (NumberFormatException e) {
      throw invalid(otherwise);
    }
  }

  private static Problem invalid(String sentence) {
    return Problem.of(400, "form-invalid", sentence);
  }
}
