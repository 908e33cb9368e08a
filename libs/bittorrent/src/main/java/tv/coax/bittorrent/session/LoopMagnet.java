package tv.coax.bittorrent.session;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metadata.MetadataFetch;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.torrent.PeerSource;
import tv.coax.bittorrent.torrent.Shared;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.Trackers;
import tv.coax.bittorrent.wire.Handshake;

/** Looks for the metadata of a magnet link on the loop; then hands trackers and peers on. */
final class LoopMagnet implements MagnetHandle {
  private final Vertx vertx;
  private final VertxSession.Core core;
  private final Magnet magnet;
  private final BiFunction<Metainfo, List<PeerSource>, TorrentHandle> add;
  private final CompletableFuture<TorrentHandle> torrent = new CompletableFuture<>();
  private @Nullable MetadataFetch fetch;
  private List<PeerSource> sources = List.of();

  /**
   * @param add adds the torrent to the session, with the sources of peers that are running already
   */
  LoopMagnet(
      Vertx vertx,
      VertxSession.Core core,
      Magnet magnet,
      BiFunction<Metainfo, List<PeerSource>, TorrentHandle> add) {
    this.vertx = vertx;
    this.core = core;
    this.magnet = magnet;
    this.add = add;
  }

  /** Begins; called on the loop. */
  void start(TorrentOptions options) {
    Shared shared = core.engine().shared();
    MetadataFetch started =
        new MetadataFetch(
            core.loop(), shared.environment().network(), core.engine().freshPeerId(), magnet);
    fetch = started;
    started.result().whenComplete((metainfo, failure) -> found(started, metainfo, failure));
    magnet.peers().forEach(this::addPeer);
    if (options.announce() && !magnet.trackers().isEmpty()) {
      Trackers trackers =
          new Trackers(
              shared,
              magnet.infoHashes().wire(),
              magnet.trackers().stream().map(List::of).toList(),
              core.trackers(),
              options.credentials());
      sources = List.of(trackers);
      trackers.start(new Searching(), addresses -> addresses.forEach(started::addPeer));
    }
  }

  private void found(
      MetadataFetch search, @Nullable Metainfo metainfo, @Nullable Throwable failure) {
    search.close();
    if (metainfo == null) {
      sources.forEach(PeerSource::close);
      torrent.completeExceptionally(
          failure instanceof MetainfoException refused
              ? new IOException("The torrent is refused: " + refused.getMessage(), refused)
              : new IOException("The search for the metadata was closed."));
      return;
    }
    try {
      TorrentHandle handle = add.apply(metainfo, sources);
      search.peers().forEach(handle::addPeer);
      torrent.complete(handle);
    } catch (RuntimeException refused) {
      sources.forEach(PeerSource::close);
      torrent.completeExceptionally(refused);
    }
  }

  @Override
  public CompletionStage<TorrentHandle> torrent() {
    return torrent.minimalCompletionStage();
  }

  @Override
  public void addPeer(InetSocketAddress address) {
    if (address.isUnresolved()) {
      vertx
          .executeBlocking(() -> new InetSocketAddress(address.getHostString(), address.getPort()))
          .onSuccess(this::addResolved);
    } else {
      addResolved(address);
    }
  }

  private void addResolved(InetSocketAddress address) {
    core.loop()
        .execute(() -> {
          if (fetch != null) {
            fetch.addPeer(address);
          }
          torrent.thenAccept(handle -> handle.addPeer(address));
        });
  }

  @Override
  public void close() {
    core.loop()
        .execute(() -> {
          if (fetch != null) {
            fetch.close();
          }
        });
  }

  /** What trackers are told while it is not known how much there is to fetch. */
  private static final class Searching implements PeerSource.Host {
    @Override
    public PeerSource.Progress progress() {
      return new PeerSource.Progress(0, 0, 1);
    }

    @Override
    public boolean wantsPeers() {
      return true;
    }

    @Override
    public CloseReason attach(Link link, Handshake theirs) {
      return CloseReason.UNKNOWN_TORRENT;
    }
  }
}
