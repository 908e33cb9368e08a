package tv.coax.acceptance.bench.program;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;

/** Our engine on a free port of the loopback, as the command starts it. */
final class OurSession {
  private OurSession() {}

  static Session start() {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2);
    return await(
        Session.start(
            Vertx.vertx(options),
            SessionConfig.defaults()
                .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))));
  }

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failed) {
      throw new IllegalStateException("the engine failed", failed.getCause());
    }
  }

  static InetSocketAddress address(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)));
  }
}
