package tv.coax.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come true, with a bound that only a broken product reaches. */
final class Await {
  private static final Duration BOUND = Duration.ofSeconds(120);

  private Await() {}

  static void until(String what, BooleanSupplier condition) {
    until(what, condition, () -> "");
  }

  /** Waits; when the bound is reached, the failure says what was awaited and what stood instead. */
  static void until(String what, BooleanSupplier condition, Supplier<String> instead) {
    Instant end = Instant.now().plus(BOUND);
    RuntimeException last = null;
    while (Instant.now().isBefore(end)) {
      try {
        if (condition.getAsBoolean()) {
          return;
        }
        last = null;
      } catch (RuntimeException e) {
        last = e;
      }
      pause(Duration.ofMillis(50));
    }
    throw new AssertionError(
        "not within " + BOUND.toSeconds() + " s: " + what + "; instead: " + instead.get(), last);
  }

  static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
