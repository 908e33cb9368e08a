package tv.coax.local.console;

import java.time.Duration;

/**
 * A piece of work the user waits for: a live line with the time elapsed, then one finished line.
 * Where lines cannot be redrawn, long work still says every ten seconds that it goes on.
 */
public final class Task implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration STILL = Duration.ofSeconds(10);

  private final Console console;
  private final String what;
  private final long startedAt = System.nanoTime();
  private final Thread ticker;
  private volatile String detail = "";
  private volatile boolean ended;

  Task(Console console, String what) {
    this.console = console;
    this.what = what;
    this.ticker = Thread.ofVirtual().name("task " + what).start(this::tick);
  }

  /** What is going on right now, shown behind the name. */
  public void detail(String text) {
    detail = text;
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }

  /** Ends with a check mark and the time it took. */
  public void done(String result) {
    if (end()) {
      console.say(
          "  "
              + console.style(Style.GREEN, "✓")
              + " "
              + what
              + (result.isEmpty() ? "" : ": " + result)
              + console.style(Style.DIM, "  " + Format.elapsed(elapsed())));
    }
  }

  /** Ends without success unless {@link #done} came first. */
  @Override
  public void close() {
    if (end()) {
      console.say(
          "  "
              + console.style(Style.RED, "✗")
              + " "
              + what
              + console.style(Style.DIM, "  " + Format.elapsed(elapsed())));
    }
  }

  private synchronized boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    ticker.interrupt();
    console.endLive();
    return true;
  }

  private void tick() {
    long saidAt = startedAt;
    while (!ended) {
      try {
        Thread.sleep(TICK);
      } catch (InterruptedException e) {
        return;
      }
      long now = System.nanoTime();
      boolean speak = !console.isTerminal() && now - saidAt >= STILL.toNanos();
      synchronized (this) {
        if (!ended) {
          console.live("  … " + line());
          if (speak) {
            console.say("  … " + line());
            saidAt = now;
          }
        }
      }
    }
  }

  private String line() {
    return what + (detail.isEmpty() ? "" : ": " + detail) + "  " + Format.elapsed(elapsed());
  }
}
