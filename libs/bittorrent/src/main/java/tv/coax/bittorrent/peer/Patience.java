package tv.coax.bittorrent.peer;

import java.time.Duration;

/**
 * How much of what is of no use may still come from a peer: a stock that fills up again with time.
 * An honest peer never comes near its end.
 */
final class Patience {
  private static final int STOCK = 4_000;
  private static final int PER_SECOND = 100;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private double left = STOCK;
  private long filledAt;

  Patience(long now) {
    this.filledAt = now;
  }

  /** Takes so much; false once there was not enough. */
  boolean spend(int cost, long now) {
    left = Math.min(STOCK, left + (double) (now - filledAt) / SECOND * PER_SECOND);
    filledAt = now;
    left -= cost;
    return left >= 0;
  }
}
