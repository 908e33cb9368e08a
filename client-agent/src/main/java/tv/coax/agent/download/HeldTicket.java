package tv.coax.agent.download;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The ticket at hand, kept until shortly before it expires by the operator's time, and for ten
 * minutes at most. One that is asked for again within seconds did not get through: the engine
 * repeats so soon only an announce that failed. It is dropped then. Thread-safe.
 */
final class HeldTicket {

  private static final Duration SPARE = Duration.ofMinutes(2);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long REPEAT_NANOS = Duration.ofSeconds(4).toNanos();

  private final Clock clock;
  private final LongSupplier monotonicNanos;
  private @Nullable Held held;
  private long lastUseNanos;

  private record Held(String ticket, long freshUntilNanos) {}

  /**
   * Nothing at hand yet.
   *
   * @param clock the operator's time as well as it is known: the wall clock may be wrong by hours
   */
  HeldTicket(Clock clock, LongSupplier monotonicNanos) {
    this.clock = clock;
    this.monotonicNanos = monotonicNanos;
  }

  /** The ticket for an announce now, if there is one that may be good. */
  synchronized Optional<String> use() {
    long now = monotonicNanos.getAsLong();
    Held known = held;
    if (known == null || now - known.freshUntilNanos() >= 0 || now - lastUseNanos < REPEAT_NANOS) {
      held = null;
      return Optional.empty();
    }
    lastUseNanos = now;
    return Optional.of(known.ticket());
  }

  /** A new ticket is here and used at once. */
  synchronized void keep(String ticket, Instant expiresAt) {
    Duration lasts = Duration.between(clock.instant(), expiresAt).minus(SPARE);
    lasts = lasts.compareTo(LONGEST) > 0 ? LONGEST : lasts;
    lasts = lasts.compareTo(SHORTEST) < 0 ? SHORTEST : lasts;
    lastUseNanos = monotonicNanos.getAsLong();
    held = new Held(ticket, lastUseNanos + lasts.toNanos());
  }
}
