package tv.coax.agent.download;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.clock.TrustedClock;
import tv.coax.agent.device.Papers;
import tv.coax.agent.library.Entitlement;
import tv.coax.agent.library.Library;
import tv.coax.agent.library.Timeline;
import tv.coax.agent.remote.RemoteException;
import tv.coax.agent.store.BoxFiles;
import tv.coax.agent.task.Tasks;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.manifest.Manifest;

/**
 * Fetches the assets of the library and serves them to other boxes. Each asset is in the engine
 * once, however many entitlements name it. Everything goes on after a restart, from what is on
 * disk. Thread-safe.
 */
@Singleton
public final class Downloads {

  private static final Logger LOG = Logger.getLogger(Downloads.class);
  private static final Duration BEFORE_RECOVERY = Duration.ofSeconds(10);

  private final Engine engine;
  private final Preparation preparation;
  private final Library library;
  private final Papers papers;
  private final TrustedClock clock;
  private final Tasks tasks;
  private final BoxFiles files;
  private final ConcurrentHashMap<AssetId, Download> active = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<AssetId, String> setbacks = new ConcurrentHashMap<>();

  Downloads(
      Engine engine,
      Preparation preparation,
      Library library,
      Papers papers,
      TrustedClock clock,
      Tasks tasks,
      BoxFiles files) {
    this.engine = engine;
    this.preparation = preparation;
    this.library = library;
    this.papers = papers;
    this.clock = clock;
    this.tasks = tasks;
    this.files = files;
  }

  /** Sees to it that the asset of this entitlement gets here. */
  public void acquire(Entitlement entitlement) {
    AssetId asset = entitlement.asset();
    tasks.keepTrying(
        "download of " + asset,
        entitlement.correlation(),
        () -> {
          begin(entitlement);
          setbacks.remove(asset);
          library.changed();
        },
        sentence -> {
          setbacks.put(asset, sentence);
          library.changed();
        });
  }

  /**
   * Takes out of the engine what the library does not name any more. The files stay; who reads them
   * is cut off.
   */
  public void release() {
    active.forEach((asset, download) -> {
      if (library.rightsTo(asset).isEmpty()) {
        LOG.infof("%s belongs to another household and rests.", asset);
        download.handle().close().toCompletableFuture().join();
        active.remove(asset, download);
      }
    });
  }

  /** The asset in the engine, once manifest and torrent are here. */
  public Optional<Download> find(AssetId asset) {
    return Optional.ofNullable(active.get(asset));
  }

  /** Whether all of the asset is here and verified. */
  public boolean isComplete(AssetId asset) {
    return find(asset).map(Download::status).filter(Downloads::isComplete).isPresent();
  }

  /** Whether somebody is reading the asset now. */
  public boolean isRead(AssetId asset) {
    return find(asset).filter(Download::isRead).isPresent();
  }

  /** Takes the asset out of the engine and off the disk. */
  public void discard(AssetId asset) {
    Download download = active.remove(asset);
    if (download != null) {
      download.handle().close().toCompletableFuture().join();
    }
    new AssetFiles(files, asset).delete();
    LOG.infof("%s was replaced by another version and is removed.", asset);
  }

  /** Why the asset is not in the engine yet; empty if there is no reason but time. */
  public String setback(AssetId asset) {
    return setbacks.getOrDefault(asset, "");
  }

  /** Whether sealed bytes of a title lie on this box, entitled or not. */
  public boolean holdsAnyOf(String titleId) {
    return AssetFiles.anyOf(files, titleId);
  }

  private void begin(Entitlement entitlement) throws RemoteException, InterruptedException {
    AssetId asset = entitlement.asset();
    if (library.rightsTo(asset).isEmpty()) {
      LOG.infof("%s is not wanted any more.", asset);
      return;
    }
    AssetFiles own = new AssetFiles(files, asset);
    Manifest manifest = preparation.manifest(entitlement, own);
    library.rightsTo(asset).forEach(r -> library.mark(r, t -> t.withManifest(Instant.now())));
    Download known = active.get(asset);
    if (known != null) {
      known.tickets().use(entitlement);
      mark(asset, known.status());
      return;
    }
    Metainfo metainfo = preparation.torrent(manifest, own);
    int index = fileIndex(metainfo, manifest);
    Tickets tickets = new Tickets(papers, clock, entitlement);
    TorrentOptions options =
        TorrentOptions.defaults().withResumeFile(own.resume()).withCredentials(tickets);
    TorrentHandle handle = engine.session().add(metainfo, prepared(own), options);
    LayoutFile file = metainfo.layout().files().get(index);
    Download download = new Download(manifest, handle, tickets, index, file);
    active.put(asset, download);
    LOG.infof(
        "%s is being fetched: %d bytes sealed.", entitlement.titleName(), manifest.sealedBytes());
    handle.onChange(status -> onStatus(entitlement, download, status));
    handle.status().thenAccept(status -> onStatus(entitlement, download, status));
  }

  /** On the engine's loop: whatever touches the disk is done elsewhere. */
  private void onStatus(Entitlement entitlement, Download download, TorrentStatus status) {
    TorrentStatus before = download.status();
    download.update(status);
    library.changed();
    boolean firstBytes =
        status.verifiedBytes() > 0 && (before == null || before.verifiedBytes() == 0);
    boolean complete = isComplete(status) && (before == null || !isComplete(before));
    if (firstBytes || complete) {
      Thread.ofVirtual()
          .name("timeline")
          .start(() -> reached(entitlement, download, status, complete));
    }
    boolean failed = status.state() == TorrentStatus.State.FAILED;
    if (failed && (before == null || before.state() != TorrentStatus.State.FAILED)) {
      recover(entitlement, download, status.reason());
    }
  }

  private void reached(
      Entitlement entitlement, Download download, TorrentStatus status, boolean complete) {
    MDC.put("correlationId", entitlement.correlation());
    mark(entitlement.asset(), status);
    if (complete) {
      LOG.infof("%s is here whole, from %s.", entitlement.titleName(), download.sources());
    }
  }

  private void mark(AssetId asset, @Nullable TorrentStatus status) {
    if (status == null) {
      return;
    }
    library.rightsTo(asset).forEach(r -> library.mark(r, t -> marked(t, status)));
  }

  private static Timeline marked(Timeline timeline, TorrentStatus status) {
    Instant now = Instant.now();
    Timeline after = status.verifiedBytes() > 0 ? timeline.withFirstByte(now) : timeline;
    return isComplete(status) ? after.withComplete(now) : after;
  }

  private static boolean isComplete(TorrentStatus status) {
    return status.state() == TorrentStatus.State.SEEDING;
  }

  /**
   * A torrent that failed (a disk error) is taken out of the engine and put in again, which checks
   * the files.
   */
  private void recover(Entitlement entitlement, Download download, String reason) {
    AssetId asset = entitlement.asset();
    LOG.warnf("The download of %s failed and is begun again: %s", entitlement.titleName(), reason);
    setbacks.put(asset, reason);
    tasks.keepTrying(
        "recovery of " + asset,
        entitlement.correlation(),
        () -> {
          Thread.sleep(BEFORE_RECOVERY);
          download.handle().close().toCompletableFuture().join();
          active.remove(asset, download);
          library.rightsTo(asset).stream().findFirst().ifPresent(this::acquire);
        },
        sentence -> setbacks.put(asset, sentence));
  }

  private static Path prepared(AssetFiles own) {
    try {
      return Files.createDirectories(own.directory());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The directory for the film cannot be made: " + e.getMessage(), e);
    }
  }

  private static int fileIndex(Metainfo metainfo, Manifest manifest) throws RemoteException {
    List<LayoutFile> all = metainfo.layout().files();
    int[] real = IntStream.range(0, all.size()).filter(i -> !all.get(i).padding()).toArray();
    if (real.length != 1 || all.get(real[0]).length() != manifest.sealedBytes()) {
      throw RemoteException.unexpected(
          "The torrent does not hold the one sealed file of the manifest.", null);
    }
    return real[0];
  }
}
