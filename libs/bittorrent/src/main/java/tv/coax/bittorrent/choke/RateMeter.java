package tv.coax.bittorrent.choke;

import tv.coax.bittorrent.loop.Loop;

/** Measures bytes a second, smoothed over about three seconds. */
public final class RateMeter {
  private static final double WINDOW_SECONDS = 3;
  private static final double MIN_STEP_SECONDS = 0.05;

  private long total;
  private long pending;
  private double rate;
  private long since;
  private final long started;

  public RateMeter(long nowNanos) {
    since = nowNanos;
    started = nowNanos;
  }

  public void add(long bytes) {
    total += bytes;
    pending += bytes;
  }

  /** All bytes so far. */
  public long total() {
    return total;
  }

  /** Bytes a second until now. */
  public double rate(long nowNanos) {
    if (rate == 0 && pending == 0) {
      since = nowNanos;
      return 0;
    }
    double step = Loop.seconds(since, nowNanos);
    if (step >= MIN_STEP_SECONDS) {
      double window = Math.min(WINDOW_SECONDS, Math.max(step, Loop.seconds(started, nowNanos)));
      double weight = 1 - Math.exp(-step / window);
      rate += weight * (pending / step - rate);
      if (rate < 1) {
        rate = 0;
      }
      pending = 0;
      since = nowNanos;
    }
    return rate;
  }
}
