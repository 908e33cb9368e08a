package tv.coax.agent.player;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The way to one player. Writing waits while the player takes no more, so that memory holds a few
 * hundred kilobytes of a film whatever its speed. When the player goes away, {@code onGone} runs,
 * once or twice.
 */
final class Outlet {

  private static final int QUEUE_BYTES = 256 << 10;

  private final HttpServerResponse response;
  private final Semaphore drained = new Semaphore(0);
  private volatile boolean gone;

  Outlet(HttpServerResponse response, Runnable onGone) {
    this.response = response;
    response.setWriteQueueMaxSize(QUEUE_BYTES);
    response.drainHandler(v -> drained.release());
    response.exceptionHandler(e -> leave(onGone));
    response.closeHandler(v -> leave(onGone));
  }

  private void leave(Runnable onGone) {
    gone = true;
    drained.release();
    onGone.run();
  }

  boolean isGone() {
    return gone || response.closed();
  }

  /** Hands over the bytes; returns when the player can take more, or is gone. */
  void write(ByteBuffer bytes) throws InterruptedException {
    byte[] array = bytes.array();
    int from = bytes.arrayOffset() + bytes.position();
    response.write(Buffer.buffer(bytes.remaining()).appendBytes(array, from, bytes.remaining()));
    while (!isGone() && response.writeQueueFull()) {
      boolean woken = drained.tryAcquire(1, TimeUnit.SECONDS);
      if (woken) {
        drained.drainPermits();
      }
    }
  }
}
