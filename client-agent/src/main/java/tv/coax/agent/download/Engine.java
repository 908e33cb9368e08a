package tv.coax.agent.download;

import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.settings.CoaxConfig;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;

/** The one BitTorrent session of the box, started when it is first needed. Thread-safe. */
@Singleton
final class Engine {

  private static final Logger LOG = Logger.getLogger(Engine.class);
  private static final int SECONDS_TO_START = 20;
  private static final int SECONDS_TO_STOP = 10;

  private final Vertx vertx;
  private final CoaxConfig config;
  private @Nullable Session session;
  private boolean stopped;

  Engine(Vertx vertx, CoaxConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /**
   * The session; may block for its start. When the port is taken, a free one serves for this run.
   */
  synchronized Session session() throws RemoteException, InterruptedException {
    if (stopped) {
      throw new RemoteException(0, "", "The box is stopping.", null);
    }
    Session running = session;
    if (running != null) {
      return running;
    }
    CoaxConfig.Box box = config.box();
    Session fresh;
    try {
      fresh = start(box.peerPort());
    } catch (ExecutionException e) {
      LOG.warnf(
          "Port %d of %s cannot be listened on (%s). A free port is used until the next start.",
          box.peerPort(), box.peerHost(), String.valueOf(e.getCause()));
      try {
        fresh = start(0);
      } catch (ExecutionException again) {
        throw new RemoteException(
            0, "", "No port can be listened on for other boxes.", again.getCause());
      }
    }
    LOG.infof("Other boxes reach this one at %s.", fresh.listenAddress());
    session = fresh;
    return fresh;
  }

  private Session start(int port) throws ExecutionException, InterruptedException, RemoteException {
    CoaxConfig.Box box = config.box();
    SessionConfig settings =
        SessionConfig.defaults()
            .withListen(new InetSocketAddress(box.peerHost(), port))
            .withUploadLimit(box.uploadLimit())
            .withDownloadLimit(box.downloadLimit());
    return await(Session.start(vertx, settings), SECONDS_TO_START);
  }

  private static <T> T await(CompletionStage<T> stage, int seconds)
      throws ExecutionException, InterruptedException, RemoteException {
    try {
      return stage.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new RemoteException(0, "", "The BitTorrent engine did not answer in time.", e);
    }
  }

  /** Leaves all swarms and writes what is needed to resume, before the process ends. */
  synchronized void onStop(@Observes @Priority(200) ShutdownEvent event) {
    stopped = true;
    Session running = session;
    session = null;
    if (running == null) {
      return;
    }
    try {
      await(running.close(), SECONDS_TO_STOP);
    } catch (ExecutionException | RemoteException e) {
      LOG.warnf("The BitTorrent engine did not close cleanly: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
