package tv.coax.bittorrent.sim;

import java.time.Duration;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;

/** The loop of one simulated process. When the process is killed nothing of it runs any more. */
final class SimLoop implements Loop {
  private final SimWorld world;
  private final Runnable check;
  private boolean killed;
  private int timers;

  /**
   * @param check what must hold after every event in which something ran here
   */
  SimLoop(SimWorld world, Runnable check) {
    this.world = world;
    this.check = check;
  }

  @Override
  public long nanos() {
    return world.now();
  }

  @Override
  public void execute(Runnable task) {
    world.after(0, () -> run(task));
  }

  void run(Runnable task) {
    if (!killed) {
      world.checkAfterwards(check);
      task.run();
    }
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    SimTimer timer = new SimTimer(task);
    timers++;
    world.after(delay.toNanos(), timer);
    return timer;
  }

  private final class SimTimer implements Timer, Runnable {
    private final Runnable task;
    private boolean over;

    private SimTimer(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!over) {
        over = true;
        timers--;
        SimLoop.this.run(task);
      }
    }

    @Override
    public void cancel() {
      if (!over) {
        over = true;
        timers--;
      }
    }
  }

  @Override
  public boolean isCurrent() {
    return true;
  }

  void kill() {
    killed = true;
  }

  boolean killed() {
    return killed;
  }

  /** Timers that were neither cancelled nor have fired. */
  int timers() {
    return timers;
  }
}
