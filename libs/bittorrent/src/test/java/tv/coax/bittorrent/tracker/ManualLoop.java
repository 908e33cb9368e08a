package tv.coax.bittorrent.tracker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;

/** A loop whose time passes when a test says so. */
public final class ManualLoop implements Loop {
  private record Task(long at, long order, Runnable work) {}

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Task> timers =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::order));
  private long nanos;
  private long order;

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void execute(Runnable task) {
    ready.add(task);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Task timer = new Task(nanos + delay.toNanos(), order++, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public boolean isCurrent() {
    return true;
  }

  /** Runs everything that is due until {@code time} has passed. */
  public void pass(Duration time) {
    long end = nanos + time.toNanos();
    settle();
    while (!timers.isEmpty() && timers.peek().at() <= end) {
      Task next = timers.remove();
      nanos = Math.max(nanos, next.at());
      next.work().run();
      settle();
    }
    nanos = end;
  }

  public int pendingTimers() {
    return timers.size();
  }

  private void settle() {
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      task.run();
    }
  }
}
