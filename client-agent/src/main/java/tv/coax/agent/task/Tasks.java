package tv.coax.agent.task;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;

/**
 * Work in the background, each piece on a virtual thread of its own, repeated with growing,
 * jittered pauses until it succeeds or the box stops. One piece of work runs once at a time:
 * starting it again while it runs does nothing.
 */
@Singleton
public final class Tasks {

  private static final Logger LOG = Logger.getLogger(Tasks.class);
  private static final int REFUSAL_FACTOR = 8;

  private final ConcurrentHashMap<String, Thread> running = new ConcurrentHashMap<>();
  private final Duration longestPause;
  private volatile boolean stopped;

  @Inject
  Tasks(CoaxConfig config) {
    this(config.box().longestPause());
  }

  /**
   * Pauses of at most {@code longestPause} when nobody answers; eight times that when the answer is
   * no.
   */
  public Tasks(Duration longestPause) {
    this.longestPause = longestPause;
  }

  /** One try; returns when the work is done for good. */
  @FunctionalInterface
  public interface Work {
    void attempt() throws RemoteException, InterruptedException;
  }

  /**
   * Starts work unless work of that name is running.
   *
   * @param correlationId goes into the log lines and outgoing calls of this work; may be empty
   * @param onSetback told the sentence of each failure
   */
  public void keepTrying(String name, String correlationId, Work work, Consumer<String> onSetback) {
    if (stopped) {
      return;
    }
    running.computeIfAbsent(
        name,
        key -> {
          Thread thread =
              Thread.ofVirtual()
                  .name(key)
                  .unstarted(() -> run(key, correlationId, work, onSetback));
          thread.start();
          return thread;
        });
  }

  private void run(String name, String correlationId, Work work, Consumer<String> onSetback) {
    if (!correlationId.isEmpty()) {
      MDC.put("correlationId", correlationId);
    }
    try {
      repeat(name, work, onSetback);
    } catch (InterruptedException e) {
      LOG.debugf("%s stops with the box.", name);
    } finally {
      running.remove(name, Thread.currentThread());
      MDC.remove("correlationId");
    }
  }

  private void repeat(String name, Work work, Consumer<String> onSetback)
      throws InterruptedException {
    Backoff soon = new Backoff(longestPause, RandomGenerator.getDefault());
    Backoff later =
        new Backoff(longestPause.multipliedBy(REFUSAL_FACTOR), RandomGenerator.getDefault());
    while (!stopped) {
      Duration pause;
      try {
        work.attempt();
        return;
      } catch (RemoteException e) {
        pause = e.isRefusal() ? later.next() : soon.next();
        LOG.infof("%s: %s The next try is in %d ms.", name, e.sentence(), pause.toMillis());
        onSetback.accept(e.sentence());
      } catch (RuntimeException e) {
        pause = later.next();
        LOG.errorf(e, "%s failed unexpectedly. The next try is in %d ms.", name, pause.toMillis());
        onSetback.accept("Something unexpected went wrong on this box; it tries again.");
      }
      Thread.sleep(pause);
    }
  }

  /** Ends all work; what was not finished is started again at the next start of the box. */
  public void stop() {
    stopped = true;
    running.values().forEach(Thread::interrupt);
  }

  void onStop(@Observes @Priority(100) ShutdownEvent event) {
    stop();
  }
}
