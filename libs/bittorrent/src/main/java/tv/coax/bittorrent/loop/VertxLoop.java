package tv.coax.bittorrent.loop;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The loop of a Vert.x event-loop context. Made on that loop. */
public final class VertxLoop implements Loop {
  private final Context context;
  private final Vertx vertx;
  private final Thread thread = Thread.currentThread();

  public VertxLoop(Context context) {
    if (!context.isEventLoopContext()) {
      throw new IllegalArgumentException("The engine needs an event loop context.");
    }
    this.context = context;
    this.vertx = context.owner();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(nothing -> task.run());
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    if (!isCurrent()) {
      throw new IllegalStateException("A timer can only be set on the loop.");
    }
    long millis = Math.max(1, Math.ceilDiv(delay.toNanos(), 1_000_000L));
    long id = vertx.setTimer(millis, fired -> task.run());
    return () -> vertx.cancelTimer(id);
  }

  @Override
  public boolean isCurrent() {
    return Thread.currentThread() == thread && Vertx.currentContext() != null;
  }
}
