package tv.coax.bittorrent.choke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.sim.VirtualTime;

class RateLimiterTest {
  private static final int BLOCK = 16 * 1024;

  private final VirtualTime time = new VirtualTime();
  private final long[] moved = new long[3];

  private void take(RateLimiter limiter, int who) {
    limiter.take(BLOCK);
    moved[who] += BLOCK;
    limiter.whenOpen(() -> take(limiter, who));
  }

  @Test
  void overTimeTheRateIsKeptAndEverybodyGetsTheSame() {
    RateLimiter limiter = new RateLimiter(time.loop(), 1_000_000);
    for (int who = 0; who < 3; who++) {
      int taker = who;
      limiter.whenOpen(() -> take(limiter, taker));
    }

    time.passSeconds(20);

    assertThat(moved[0] + moved[1] + moved[2]).isBetween(19_500_000L, 20_200_000L);
    assertThat(moved[0] - moved[2]).isBetween(-(long) BLOCK, (long) BLOCK);
  }

  @Test
  void withoutALimitItIsAlwaysOpen() {
    RateLimiter limiter = new RateLimiter(time.loop(), 0);

    assertThat(limiter.take(Long.MAX_VALUE / 2)).isTrue();
    assertThat(limiter.open()).isTrue();
  }

  @Test
  void aPauseIsNotSavedUpForLater() {
    RateLimiter limiter = new RateLimiter(time.loop(), 1_000_000);
    time.passSeconds(60);

    int blocks = 0;
    while (limiter.open()) {
      limiter.take(BLOCK);
      blocks++;
    }

    assertThat(blocks * BLOCK).isLessThan(100_000);
  }
}
