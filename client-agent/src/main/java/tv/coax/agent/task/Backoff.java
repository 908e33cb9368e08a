package tv.coax.agent.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses with full jitter: so that a thousand boxes do not come back in the same second
 * after an outage. Not for use by two threads.
 */
public final class Backoff {

  private static final Duration FIRST = Duration.ofMillis(250);

  private final Duration longest;
  private final RandomGenerator random;
  private int failures;

  /** Pauses up to {@code longest}. */
  public Backoff(Duration longest, RandomGenerator random) {
    this.longest = longest;
    this.random = random;
  }

  /** The next pause: between a quarter and the whole of a bound that doubles each time. */
  public Duration next() {
    long bound = Math.min(longest.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(random.nextLong(bound / 4, bound + 1));
  }

  /** Starts small again, after a success. */
  public void reset() {
    failures = 0;
  }
}
