package tv.coax.bittorrent.session;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.ThreadWorkers;
import tv.coax.bittorrent.loop.VertxLoop;
import tv.coax.bittorrent.loop.Workers;
import tv.coax.bittorrent.metadata.FileSelection;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.net.VertxNetwork;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.storage.DiskVolume;
import tv.coax.bittorrent.torrent.Environment;
import tv.coax.bittorrent.torrent.PeerSource;
import tv.coax.bittorrent.torrent.Shared;
import tv.coax.bittorrent.torrent.Torrent;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.Trackers;
import tv.coax.bittorrent.tracker.TrackerClient;
import tv.coax.bittorrent.tracker.VertxTrackerClient;
import tv.coax.bittorrent.webseed.WebSeed;

/**
 * A session on the loop, the sockets and the disk of this process. This object is for all threads;
 * what it starts lives on the loop of a verticle of its own.
 */
final class VertxSession implements Session {
  private static final int MAX_WEB_SEEDS = 8;

  private final Vertx vertx;
  private final String deployment;
  private final Core core;
  private final InetSocketAddress listenAddress;
  private final Object lock = new Object();
  private final Set<InfoHashes> added = new HashSet<>();
  private final Set<LoopMagnet> searches = new HashSet<>();
  private @Nullable CompletableFuture<Void> closing;

  private VertxSession(Vertx vertx, String deployment, Core core, InetSocketAddress listenAddress) {
    this.vertx = vertx;
    this.deployment = deployment;
    this.core = core;
    this.listenAddress = listenAddress;
  }

  /** What lives on the loop. */
  record Core(Loop loop, Workers workers, Engine engine, TrackerClient trackers) {}

  static CompletionStage<Session> start(Vertx vertx, SessionConfig config) {
    Starter starter = new Starter(config);
    return vertx
        .deployVerticle(starter)
        .toCompletionStage()
        .handle((id, failure) -> {
          if (failure != null) {
            return CompletableFuture.<Session>failedStage(unbound(config, failure));
          }
          return CompletableFuture.<Session>completedStage(
              new VertxSession(vertx, id, starter.core(), starter.address()));
        })
        .thenCompose(Function.identity());
  }

  private static IOException unbound(SessionConfig config, Throwable failure) {
    return new IOException(
        "Cannot listen on " + config.listen() + ": " + failure.getMessage(), failure);
  }

  /** Builds the engine on the loop it will live on. */
  private static final class Starter extends AbstractVerticle {
    private final SessionConfig config;
    private final CompletableFuture<Core> core = new CompletableFuture<>();
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();

    private Starter(SessionConfig config) {
      this.config = config;
    }

    @Override
    public void start(Promise<Void> started) {
      VertxLoop loop = new VertxLoop(context);
      Workers workers = new ThreadWorkers(config.workers());
      Environment environment =
          new Environment(
              loop,
              new VertxNetwork(vertx),
              workers,
              new DiskVolume(),
              new SplittableRandom(new SecureRandom().nextLong()));
      Engine engine = new Engine(environment, config);
      engine
          .listen(config.listen())
          .whenComplete((bound, failure) -> {
            if (failure != null) {
              workers.close();
              started.fail(failure);
            } else {
              core.complete(new Core(loop, workers, engine, new VertxTrackerClient(vertx)));
              address.complete(bound);
              started.complete();
            }
          });
    }

    Core core() {
      return core.join();
    }

    InetSocketAddress address() {
      return address.join();
    }
  }

  @Override
  public InetSocketAddress listenAddress() {
    return listenAddress;
  }

  @Override
  public TorrentHandle add(Metainfo metainfo, Path directory, TorrentOptions options) {
    return add(metainfo, directory, options, world -> sources(world, metainfo, options));
  }

  private TorrentHandle add(
      Metainfo metainfo,
      Path directory,
      TorrentOptions options,
      Function<Shared, List<PeerSource>> sources) {
    synchronized (lock) {
      if (closing != null) {
        throw new IllegalStateException("The session is closed.");
      }
      if (!added.add(metainfo.infoHashes())) {
        throw new IllegalStateException("The session already has the torrent " + metainfo + ".");
      }
    }
    CompletableFuture<Torrent> torrent = new CompletableFuture<>();
    core.loop()
        .execute(() -> {
          try {
            torrent.complete(
                core.engine()
                    .add(
                        metainfo,
                        directory,
                        options,
                        world -> withWebSeeds(world, metainfo, sources.apply(world))));
          } catch (RuntimeException e) {
            torrent.completeExceptionally(e);
          }
        });
    return new LoopHandle(core, metainfo, torrent, () -> removed(metainfo.infoHashes()));
  }

  @Override
  public MagnetHandle addMagnet(Magnet magnet, Path directory, TorrentOptions options) {
    boolean chosen = !options.files().equals(FileSelection.ALL);
    TorrentOptions all = chosen ? options : options.withFiles(magnet.files());
    LoopMagnet search =
        new LoopMagnet(
            vertx, core, magnet, (found, sources) -> add(found, directory, all, world -> sources));
    synchronized (lock) {
      if (closing != null) {
        throw new IllegalStateException("The session is closed.");
      }
      searches.add(search);
    }
    search.torrent().whenComplete((done, failure) -> ended(search));
    core.loop().execute(() -> search.start(options));
    return search;
  }

  @Override
  public CompletionStage<Optional<InetAddress>> externalAddress() {
    return ask(Engine::externalAddress);
  }

  @Override
  public CompletionStage<Map<CloseReason, Integer>> closes() {
    return ask(Engine::closes);
  }

  private <T> CompletionStage<T> ask(Function<Engine, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    core.loop().execute(() -> answer.complete(question.apply(core.engine())));
    return answer;
  }

  private void ended(LoopMagnet search) {
    synchronized (lock) {
      searches.remove(search);
    }
  }

  private List<PeerSource> sources(Shared shared, Metainfo metainfo, TorrentOptions options) {
    if (!options.announce() || metainfo.announce().isEmpty()) {
      return List.of();
    }
    return List.of(
        new Trackers(
            shared,
            metainfo.infoHashes().wire(),
            metainfo.announce(),
            core.trackers(),
            options.credentials()));
  }

  private List<PeerSource> withWebSeeds(
      Shared shared, Metainfo metainfo, List<PeerSource> sources) {
    Loop loop = shared.environment().loop();
    Stream<PeerSource> seeds =
        metainfo.webSeeds().stream()
            .limit(MAX_WEB_SEEDS)
            .map(seed -> new WebSeed(vertx, loop, metainfo, seed));
    return Stream.concat(sources.stream(), seeds).toList();
  }

  private void removed(InfoHashes hashes) {
    synchronized (lock) {
      added.remove(hashes);
    }
  }

  @Override
  public CompletionStage<Void> close() {
    CompletableFuture<Void> done;
    synchronized (lock) {
      if (closing != null) {
        return closing;
      }
      done = new CompletableFuture<>();
      closing = done;
      searches.forEach(LoopMagnet::close);
    }
    core.loop()
        .execute(() ->
            core.engine()
                .close()
                .whenComplete((closed, failure) -> {
                  core.trackers().close();
                  core.workers().close();
                  vertx.undeploy(deployment).onComplete(gone -> done.complete(null));
                }));
    return done;
  }
}
