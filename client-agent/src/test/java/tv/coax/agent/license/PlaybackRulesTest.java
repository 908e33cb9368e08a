package tv.coax.agent.license;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.license.License;

class PlaybackRulesTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Clocks RENTAL =
      new Clocks(
          Optional.of(NOON.plus(DAY.multipliedBy(30))),
          Optional.of(DAY.multipliedBy(2)),
          Optional.empty());

  @Test
  void aRentalCanBeStartedUntilItsLastDay() {
    License license = license(RENTAL, DAY.multipliedBy(90));

    assertThat(judge(license, Optional.empty(), DAY.multipliedBy(30).minusSeconds(1)))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(judge(license, Optional.empty(), DAY.multipliedBy(30)))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(PlaybackRules.latestStart(license, Optional.empty()))
        .isEqualTo(NOON.plus(DAY.multipliedBy(30)));
  }

  @Test
  void aStartedRentalEndsWithItsWindowAndNotWithTheDaysToStart() {
    License license = license(RENTAL, DAY.multipliedBy(90));
    Optional<Instant> started = Optional.of(NOON.plus(DAY.multipliedBy(29)));

    assertThat(judge(license, started, DAY.multipliedBy(30).plusSeconds(1)))
        .isEqualTo(new Verdict.Allowed(NOON.plus(DAY.multipliedBy(31)), Verdict.Cost.STARTED));
    assertThat(judge(license, started, DAY.multipliedBy(31)))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, no -> assertThat(no.problem()).isEqualTo("license-expired"));
    assertThat(PlaybackRules.latestStart(license, started))
        .isEqualTo(NOON.plus(DAY.multipliedBy(31)));
  }

  @Test
  void aRentalNotYetStartedWouldEndAWindowFromNow() {
    License license = license(RENTAL, DAY.multipliedBy(90));

    assertThat(judge(license, Optional.empty(), DAY))
        .isEqualTo(new Verdict.Allowed(NOON.plus(DAY.multipliedBy(3)), Verdict.Cost.STARTS));
  }

  @Test
  void whateverWasPlayedNothingPlaysAfterTheEndOfTheRight() {
    Clocks clocks = new Clocks(Optional.empty(), Optional.empty(), Optional.of(NOON.plus(DAY)));
    License license = license(clocks, DAY.multipliedBy(90));

    assertThat(judge(license, Optional.of(NOON), DAY.minusSeconds(1)))
        .isInstanceOf(Verdict.Allowed.class);
    assertThat(judge(license, Optional.of(NOON), DAY)).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aLicenseThatWasNotRenewedInTimePlaysNothing() {
    License license = license(Clocks.UNLIMITED, DAY);

    assertThat(judge(license, Optional.of(NOON), DAY.minusSeconds(1)))
        .isEqualTo(new Verdict.Allowed(NOON.plus(DAY), Verdict.Cost.NONE));
    assertThat(judge(license, Optional.of(NOON), DAY)).isInstanceOf(Verdict.Refused.class);
    assertThat(PlaybackRules.latestStart(license, Optional.empty())).isEqualTo(NOON.plus(DAY));
  }

  private static Verdict judge(License license, Optional<Instant> firstPlay, Duration afterNoon) {
    return PlaybackRules.judge(license, firstPlay, NOON.plus(afterNoon));
  }

  private static License license(Clocks clocks, Duration offline) {
    return new License(
        "license-service",
        "license-1",
        1,
        "entitlement-1",
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "title-1",
        1,
        "key-1",
        Right.RENTAL,
        clocks,
        NOON.plus(offline.dividedBy(2)),
        NOON.plus(offline),
        NOON,
        NOON,
        "jwe");
  }
}
