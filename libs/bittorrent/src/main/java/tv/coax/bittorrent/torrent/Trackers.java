package tv.coax.bittorrent.torrent;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.tracker.AnnounceSource;
import tv.coax.bittorrent.tracker.Announcer;
import tv.coax.bittorrent.tracker.TrackerClient;

/** Peers from a torrent's trackers, kept announced by an {@link Announcer}. Used on the loop. */
public final class Trackers implements PeerSource {
  private static final int WANTED = 50;

  private final Shared shared;
  private final InfoHash infoHash;
  private final List<List<URI>> tiers;
  private final TrackerClient client;
  private final AnnounceCredentials credentials;
  private @Nullable Announcer announcer;

  public Trackers(
      Shared shared,
      InfoHash infoHash,
      List<List<URI>> announce,
      TrackerClient client,
      AnnounceCredentials credentials) {
    this.shared = shared;
    this.infoHash = infoHash;
    this.tiers = announce;
    this.client = client;
    this.credentials = credentials;
  }

  @Override
  public void start(Host torrent, Consumer<List<InetSocketAddress>> found) {
    Announcer started =
        new Announcer(
            shared.environment().loop(),
            client,
            tiers,
            infoHash,
            shared.peerId(),
            new Source(torrent, found),
            shared.environment().random());
    announcer = started;
    started.start();
  }

  @Override
  public void completed() {
    if (announcer != null) {
      announcer.complete();
    }
  }

  @Override
  public CompletionStage<Void> close() {
    return announcer == null ? CompletableFuture.completedStage(null) : announcer.stop();
  }

  /** What the announcer is told of the torrent. */
  private final class Source implements AnnounceSource {
    private final Host torrent;
    private final Consumer<List<InetSocketAddress>> found;

    Source(Host torrent, Consumer<List<InetSocketAddress>> found) {
      this.torrent = torrent;
      this.found = found;
    }

    @Override
    public int port() {
      return shared.listenPort().getAsInt();
    }

    @Override
    public long uploaded() {
      return torrent.progress().uploadedBytes();
    }

    @Override
    public long downloaded() {
      return torrent.progress().downloadedBytes();
    }

    @Override
    public long left() {
      return torrent.progress().leftBytes();
    }

    @Override
    public int wanted() {
      return WANTED;
    }

    @Override
    public boolean fewPeers() {
      return torrent.wantsPeers();
    }

    @Override
    public CompletionStage<Optional<String>> bearer() {
      return credentials.bearer();
    }

    @Override
    public void external(URI tracker, InetAddress address) {
      shared.external().heard(String.valueOf(tracker.getHost()), address);
    }

    @Override
    public void peers(List<InetSocketAddress> peers) {
      found.accept(peers);
    }
  }
}
