package tv.coax.bittorrent.loop;

import java.time.Duration;

/** Runs a task on the loop again and again until closed. */
public final class Repeat {
  private final Loop loop;
  private final Duration interval;
  private final Runnable task;
  private Timer next;
  private boolean closed;

  private Repeat(Loop loop, Duration interval, Runnable task) {
    this.loop = loop;
    this.interval = interval;
    this.task = task;
    this.next = loop.after(interval, this::run);
  }

  /** Runs the task every interval, the first time after one interval. */
  public static Repeat every(Loop loop, Duration interval, Runnable task) {
    return new Repeat(loop, interval, task);
  }

  private void run() {
    task.run();
    if (!closed) {
      next = loop.after(interval, this::run);
    }
  }

  public void close() {
    closed = true;
    next.cancel();
  }
}
