package tv.coax.bittorrent.session;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A session on the loop, the sockets and the disk of this process. */
final class VertxSession {
  private VertxSession() {}

  static CompletionStage<Session> start(Vertx vertx, SessionConfig config) {
    return CompletableFuture.failedStage(
        new UnsupportedOperationException("Sessions cannot be started yet: " + config));
  }
}
