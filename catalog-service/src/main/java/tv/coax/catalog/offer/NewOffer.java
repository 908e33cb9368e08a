package tv.coax.catalog.offer;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.money.Billing;
import tv.coax.catalog.money.Money;
import tv.coax.protection.entitlement.Right;
import tv.coax.service.problem.Problem;

/** What the operator says of a new offer. */
public record NewOffer(
    @NotBlank String right,
    @NotNull Money price,
    @Nullable Duration startWithin,
    @Nullable Duration playbackWindow,
    @Nullable @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters")
        String territory,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt) {

  private static final long HIGHEST_PRICE_MINOR = 10_000_000;
  private static final Duration LONGEST = Duration.ofDays(3660);

  /** The right it names; the problem {@code invalid-offer} when there is no such right. */
  Right parsedRight() {
    return Rights.ofWireName(right)
        .orElseThrow(() -> invalid("An offer is a purchase, a rental, a subscription or free."));
  }

  /** Throws the problem {@code invalid-offer} unless the parts fit together. */
  void check(Billing billing) {
    Right kind = parsedRight();
    if (!price.currency().equals(billing.currency())) {
      throw invalid("The bill is in " + billing.currency() + ", not in " + price.currency() + ".");
    }
    if (price.amountMinor() < 0 || price.amountMinor() > HIGHEST_PRICE_MINOR) {
      throw invalid("A price is between 0 and " + HIGHEST_PRICE_MINOR + " minor units.");
    }
    if (kind == Right.FREE && price.amountMinor() != 0) {
      throw invalid("What is free has the price 0.");
    }
    if ((kind == Right.PURCHASE || kind == Right.RENTAL) && price.amountMinor() == 0) {
      throw invalid("A " + right + " has a price; make it a free offer instead.");
    }
    checkLength(startWithin);
    checkLength(playbackWindow);
    if (opensAt != null && closesAt != null && !opensAt.isBefore(closesAt)) {
      throw invalid("An offer opens before it closes.");
    }
  }

  private static void checkLength(@Nullable Duration length) {
    if (length != null && (length.toSeconds() <= 0 || length.compareTo(LONGEST) > 0)) {
      throw invalid("A rental's times are longer than nothing and at most ten years.");
    }
  }

  private static Problem invalid(String sentence) {
    return Problem.of(400, "invalid-offer", sentence);
  }
}
