package tv.coax.bittorrent.command;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;

/** A session for the life of one command: closed in order when the process is told to end. */
final class Engine implements AutoCloseable {
  private static final int CLOSE_SECONDS = 10;

  private final Vertx vertx;
  private final Session session;
  private Supplier<CompletionStage<Void>> atClose = () -> CompletableFuture.completedStage(null);
  private boolean closed;

  private Engine(Vertx vertx, Session session) {
    this.vertx = vertx;
    this.session = session;
  }

  static Engine start(SessionConfig config) {
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    Session session;
    try {
      session = await(Session.start(vertx, config));
    } catch (IOException failed) {
      vertx.close();
      throw CommandException.badInput(
          "The address "
              + HostPort.text(config.listen())
              + " cannot be listened on: "
              + rootOf(failed).getMessage()
              + ".");
    }
    Engine engine = new Engine(vertx, session);
    Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "close"));
    return engine;
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Does this first when the engine closes. */
  synchronized void atClose(Supplier<CompletionStage<Void>> task) {
    atClose = task;
  }

  Session session() {
    return session;
  }

  /** Waits for the engine's answer; its failure becomes an {@link IOException} of one sentence. */
  static <T> T await(CompletionStage<T> stage) throws IOException {
    try {
      return stage.toCompletableFuture().get();
    } catch (ExecutionException failed) {
      throw sentence(failed.getCause() == null ? failed : failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("The command was interrupted", interrupted);
    }
  }

  private static IOException sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return new IOException(message == null ? cause.toString() : message, cause);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      atClose.get().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
      session.close().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(2, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      System.err.println("The session did not end in order: " + late.getMessage());
    }
  }
}
