package tv.coax.agent.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.coax.agent.license.Verdict.Allowed;
import tv.coax.agent.license.Verdict.Cost;

class ChoiceTest {

  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void aSecondRentalIsNotBegunWhileTheFirstRuns() {
    Allowed started = new Allowed(NOON.plus(Duration.ofHours(47)), Cost.STARTED);
    Allowed fresh = new Allowed(NOON.plus(Duration.ofHours(48)), Cost.STARTS);

    assertThat(Choice.isBetter(started, fresh)).isTrue();
    assertThat(Choice.isBetter(fresh, started)).isFalse();
  }

  @Test
  void whatHasNoWindowIsPlayedBeforeWhatHasOne() {
    Allowed subscription = new Allowed(NOON.plusSeconds(60), Cost.NONE);

    for (Cost cost : List.of(Cost.STARTED, Cost.STARTS)) {
      Allowed rental = new Allowed(NOON.plus(Duration.ofHours(48)), cost);
      assertThat(Choice.isBetter(subscription, rental)).isTrue();
      assertThat(Choice.isBetter(rental, subscription)).isFalse();
    }
  }

  @Test
  void ofEqualsTheLongestIsPlayed() {
    for (Cost cost : Cost.values()) {
      Allowed shorter = new Allowed(NOON, cost);
      Allowed longer = new Allowed(NOON.plusSeconds(1), cost);
      assertThat(Choice.isBetter(longer, shorter)).isTrue();
      assertThat(Choice.isBetter(shorter, longer)).isFalse();
      assertThat(Choice.isBetter(shorter, shorter)).isFalse();
    }
  }
}
