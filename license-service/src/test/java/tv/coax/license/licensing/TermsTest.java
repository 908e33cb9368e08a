package tv.coax.license.licensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;

class TermsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:15:00Z");
  private static final Instant END = Instant.parse("2026-11-25T20:15:00Z");

  @Test
  void aPurchaseHasNoEndWhateverTheTokenSays() {
    Terms terms = Terms.of(token(Right.PURCHASE, until(END)), policy(Map.of()), NOW);

    assertThat(terms.clocks()).isEqualTo(Clocks.UNLIMITED);
    assertThat(terms.renewAfter()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    assertThat(terms.offlineUntil()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  @Test
  void noDevicePlaysOfflineLongerThanTheRightLasts() {
    Terms terms = Terms.of(token(Right.RENTAL, until(END)), policy(Map.of()), NOW);

    assertThat(terms.clocks()).isEqualTo(until(END));
    assertThat(terms.renewAfter()).isEqualTo(END);
    assertThat(terms.offlineUntil()).isEqualTo(END);
  }

  @Test
  void aRightMayHaveTimesOfItsOwn() {
    var policy = policy(Map.of("subscription", override(Duration.ofDays(1), null)));

    Terms terms = Terms.of(token(Right.SUBSCRIPTION, Clocks.UNLIMITED), policy, NOW);

    assertThat(terms.renewAfter()).isEqualTo(NOW.plus(Duration.ofDays(1)));
    assertThat(terms.offlineUntil()).isEqualTo(NOW.plus(Duration.ofDays(30)));
  }

  private static Clocks until(Instant end) {
    return new Clocks(Optional.empty(), Optional.empty(), Optional.of(end));
  }

  private static EntitlementToken token(Right right, Clocks clocks) {
    return new EntitlementToken(
        "catalog-service",
        "token",
        "entitlement",
        "account",
        "film",
        1,
        "key",
        right,
        clocks,
        "0".repeat(43),
        NOW,
        NOW.plusSeconds(300));
  }

  private static LicensePolicy policy(Map<String, LicensePolicy.Times> rights) {
    return new LicensePolicy() {
      @Override
      public Duration renewAfter() {
        return Duration.ofDays(7);
      }

      @Override
      public Duration offline() {
        return Duration.ofDays(30);
      }

      @Override
      public Map<String, LicensePolicy.Times> rights() {
        return rights;
      }
    };
  }

  private static LicensePolicy.Times override(Duration renewAfter, Duration offline) {
    return new LicensePolicy.Times() {
      @Override
      public Optional<Duration> renewAfter() {
        return Optional.ofNullable(renewAfter);
      }

      @Override
      public Optional<Duration> offline() {
        return Optional.ofNullable(offline);
      }
    };
  }
}
