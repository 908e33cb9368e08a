package tv.coax.agent.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void pausesGrowStayBelowTheLongestAndStartSmallAgain() {
    Backoff backoff = new Backoff(Duration.ofSeconds(8), new Random(1));

    for (int i = 0; i < 200; i++) {
      long bound = Math.min(8000, 250L << Math.min(i, 20));
      assertThat(backoff.next().toMillis()).isBetween(bound / 4, bound);
    }

    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(250));
  }
}
