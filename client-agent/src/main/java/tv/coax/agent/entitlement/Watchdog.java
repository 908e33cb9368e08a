package tv.coax.agent.entitlement;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Closes a stream on which nothing has come for too long: a connection can die without either end
 * being told.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Watchdog.class);

  private final Thread thread;
  private volatile long lastSignNanos = System.nanoTime();

  Watchdog(InputStream guarded, Duration silence) {
    thread = Thread.ofVirtual().name("event stream watchdog").start(() -> watch(guarded, silence));
  }

  void alive() {
    lastSignNanos = System.nanoTime();
  }

  private void watch(InputStream guarded, Duration silence) {
    try {
      while (true) {
        Duration left = silence.minusNanos(System.nanoTime() - lastSignNanos);
        if (!left.isPositive()) {
          LOG.info("The catalog has been silent for too long.");
          guarded.close();
          return;
        }
        Thread.sleep(left);
      }
    } catch (InterruptedException e) {
      LOG.trace("The stream has ended.");
    } catch (IOException e) {
      LOG.debug("The stream could not be closed.", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
