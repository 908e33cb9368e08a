package tv.coax.bittorrent.peer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** What a peer suggests to fetch from it (BEP 6); bounded. */
final class Suggestions {
  private static final int MAX = 256;

  /** So long after the last one more are waited for, before other pieces are asked for. */
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private final Queue<Integer> pieces = new ArrayDeque<>();
  private long awaitedUntil = Long.MIN_VALUE;

  /** False if that is not to be noted. */
  boolean add(int piece, long now) {
    awaitedUntil = now + PATIENCE;
    return pieces.size() < MAX && pieces.add(piece);
  }

  /** The next one, or -1. */
  int next(long now) {
    if (pieces.isEmpty()) {
      return -1;
    }
    awaitedUntil = now + PATIENCE;
    return pieces.remove();
  }

  /** Whether there is one, or one more is to be expected. */
  boolean expected(long now) {
    return !pieces.isEmpty() || now < awaitedUntil;
  }

  void clear() {
    pieces.clear();
    awaitedUntil = Long.MIN_VALUE;
  }
}
