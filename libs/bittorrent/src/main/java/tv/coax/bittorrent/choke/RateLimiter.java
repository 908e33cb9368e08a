package tv.coax.bittorrent.choke;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import tv.coax.bittorrent.loop.Loop;

/**
 * A token bucket: over any longer time not more bytes pass than the rate allows. A single take may
 * overdraw it; the debt is waited for. Who waits is served first come, first served, except who
 * goes on with what it began; a task may wait again at once, but must then have taken something.
 */
public final class RateLimiter {
  private static final Duration REFILL = Duration.ofMillis(20);
  private static final double BURST_SECONDS = 0.05;
  private static final long MIN_BURST_BYTES = 16 * 1024;

  private final Loop loop;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private long bytesPerSecond;
  private double available;
  private long refilledAt;
  private boolean scheduled;

  /**
   * @param bytesPerSecond 0 for no limit
   */
  public RateLimiter(Loop loop, long bytesPerSecond) {
    this.loop = loop;
    this.bytesPerSecond = bytesPerSecond;
    this.refilledAt = loop.nanos();
  }

  /** Changes the rate; 0 for no limit. */
  public void rate(long newBytesPerSecond) {
    refill();
    bytesPerSecond = newBytesPerSecond;
    wake();
  }

  public boolean limited() {
    return bytesPerSecond > 0;
  }

  /** Whether a take would pass now. */
  public boolean open() {
    if (!limited()) {
      return true;
    }
    refill();
    return available > 0;
  }

  /** Takes the bytes; whether more may follow at once. */
  public boolean take(long bytes) {
    if (!limited()) {
      return true;
    }
    refill();
    available -= bytes;
    return available > 0;
  }

  /** Runs the task, once, when the limiter is open; never within this call. */
  public void whenOpen(Runnable task) {
    waiting.add(task);
    schedule();
  }

  /** As {@link #whenOpen}, before all others. */
  public void whenOpenNext(Runnable task) {
    waiting.addFirst(task);
    schedule();
  }

  /** Whether somebody waits for it to open. */
  public boolean holdsBack() {
    return !waiting.isEmpty();
  }

  private void schedule() {
    if (!scheduled && !waiting.isEmpty()) {
      scheduled = true;
      loop.after(limited() ? REFILL : Duration.ZERO, this::wake);
    }
  }

  private void wake() {
    scheduled = false;
    while (!waiting.isEmpty() && open()) {
      waiting.remove().run();
    }
    schedule();
  }

  private void refill() {
    long now = loop.nanos();
    double burst = Math.max(MIN_BURST_BYTES, bytesPerSecond * BURST_SECONDS);
    double gained = Loop.seconds(refilledAt, now) * bytesPerSecond;
    available = Math.min(burst, available + gained);
    refilledAt = now;
  }
}
