package tv.coax.bittorrent.loop;

import java.time.Duration;

/**
 * The one thread that owns a session's state, with its clock and its timers. Everything of the
 * engine that is not explicitly for other threads runs here, so it needs no lock.
 */
public interface Loop {
  /** Nanoseconds since an arbitrary moment; never goes back. */
  long nanos();

  /**
   * Runs the task on the loop after everything that was handed over before it, never within this
   * call. May be called from any thread.
   */
  void execute(Runnable task);

  /** Runs the task once on the loop, not before the delay has passed. Called on the loop. */
  Timer after(Duration delay, Runnable task);

  /** Whether the caller runs on the loop. */
  boolean isCurrent();

  /** Seconds between two readings of {@link #nanos()}. */
  static double seconds(long fromNanos, long toNanos) {
    return (toNanos - fromNanos) / 1e9;
  }
}
