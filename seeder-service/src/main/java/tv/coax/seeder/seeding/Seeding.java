package tv.coax.seeder.seeding;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.seeder.asset.Asset;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.seeder.asset.AssetRefused;
import tv.coax.seeder.asset.AssetSealed;
import tv.coax.seeder.asset.Assets;

/**
 * Seeds every sealed asset: what the database lists and the directory holds when the service
 * starts, and each new one as soon as it is sealed. The seeder does not announce itself; its own
 * tracker names it to everybody.
 */
@ApplicationScoped
public class Seeding {
  private static final Logger LOG = Logger.getLogger(Seeding.class);
  private static final int PATIENCE_SECONDS = 15;
  private static final int WIRE_DIGITS = 40;

  private final SeedingConfig config;
  private final Assets assets;
  private final AssetFiles files;
  private final Vertx vertx;
  private final Map<String, Seeded> byInfoHash = new ConcurrentHashMap<>();
  private final Map<String, String> sameSwarm = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable Session session;

  Seeding(SeedingConfig config, Assets assets, AssetFiles files, Vertx vertx) {
    this.config = config;
    this.assets = assets;
    this.files = files;
    this.vertx = vertx;
  }

  void start(@Observes StartupEvent start) {
    SessionConfig settings =
        SessionConfig.defaults()
            .withListen(new InetSocketAddress(config.listenHost(), config.listenPort()))
            .withUploadLimit(config.uploadLimit())
            .withMaxPeersPerTorrent(config.peersPerAsset())
            .withUploadSlots(config.uploadSlots());
    session = await(Session.start(vertx, settings));
    assets.refused().forEach(this::delete);
    List<Asset> kept = assets.kept();
    kept.forEach(asset -> seed(asset, false));
    LOG.infof("Seeding %d assets on %s.", kept.size(), listenAddress());
  }

  void stop(@Observes ShutdownEvent stop) {
    Session running = session;
    if (running != null) {
      session = null;
      byInfoHash.clear();
      await(running.close());
    }
  }

  void added(@Observes AssetSealed sealed) {
    seed(sealed.asset(), true);
  }

  void withdrawn(@Observes AssetRefused refused) {
    changing.lock();
    try {
      Seeded gone = byInfoHash.remove(refused.asset().infoHash());
      TorrentHandle handle = gone == null ? null : gone.handle();
      if (handle != null) {
        await(handle.removeAndDelete());
      }
      delete(refused.asset());
    } finally {
      changing.unlock();
    }
  }

  /** Looks for assets that should be seeded and are not: an operator may have put files back. */
  @Scheduled(every = "60s", delayed = "60s")
  void retry() {
    changing.lock();
    try {
      assets.kept().forEach(asset -> seed(asset, false));
    } finally {
      changing.unlock();
    }
  }

  /** The address peers connect to, with the real port. */
  public InetSocketAddress listenAddress() {
    Session running = session;
    if (running == null) {
      throw new IllegalStateException("The seeder has not started.");
    }
    return running.listenAddress();
  }

  /** Whether the engine is running. */
  public boolean isRunning() {
    return session != null;
  }

  /** All assets, also those that cannot be seeded. */
  public Collection<Seeded> all() {
    return List.copyOf(byInfoHash.values());
  }

  /**
   * The asset of a swarm.
   *
   * @param wireHash 40 hex digits: the v1 info-hash, or the v2 one truncated, which means the same
   *     swarm
   */
  public Optional<Seeded> find(String wireHash) {
    return Optional.ofNullable(byInfoHash.get(sameSwarm.getOrDefault(wireHash, wireHash)));
  }

  private void seed(Asset asset, boolean justWritten) {
    changing.lock();
    try {
      Seeded known = byInfoHash.get(asset.infoHash());
      if (known == null || known.handle() == null) {
        byInfoHash.put(asset.infoHash(), begin(asset, justWritten));
        asset
            .infoHashV2()
            .ifPresent(v2 -> sameSwarm.put(v2.substring(0, WIRE_DIGITS), asset.infoHash()));
      }
    } finally {
      changing.unlock();
    }
  }

  private Seeded begin(Asset asset, boolean justWritten) {
    Path file = files.sealed(asset.assetId());
    long length = file.toFile().length();
    if (length != asset.sealedBytes()) {
      String reason =
          Files.exists(file)
              ? "The sealed file has " + length + " bytes instead of " + asset.sealedBytes() + "."
              : "The sealed file " + file.getFileName() + " is missing.";
      LOG.errorf("%s cannot be seeded: %s", asset.assetId(), reason);
      return Seeded.unavailable(asset, reason);
    }
    TorrentOptions options =
        TorrentOptions.defaults()
            .withResumeFile(files.resume(asset.assetId()))
            .withAnnounce(false)
            .withTrustComplete(justWritten);
    try {
      return Seeded.running(asset, engine().add(metainfo(asset), files.directory(), options));
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s cannot be seeded.", asset.assetId());
      return Seeded.unavailable(asset, "The engine refused the torrent; the log says why.");
    }
  }

  private void delete(Asset refused) {
    try {
      files.delete(refused.assetId());
    } catch (IOException e) {
      LOG.errorf(e, "The file of %s, which was refused, could not be deleted.", refused.assetId());
    }
  }

  private Session engine() {
    Session running = session;
    if (running == null) {
      throw new IllegalStateException("The seeder has not started.");
    }
    return running;
  }

  private Metainfo metainfo(Asset asset) {
    byte[] bencoded =
        assets
            .torrent(asset.infoHash())
            .orElseThrow(() -> new IllegalStateException("The torrent is not in the database."));
    try {
      return Metainfo.parse(bencoded);
    } catch (MetainfoException e) {
      throw new IllegalStateException("The torrent in the database cannot be read.", e);
    }
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "The BitTorrent engine could not do that: " + cause.getMessage(), cause);
    }
  }
}
