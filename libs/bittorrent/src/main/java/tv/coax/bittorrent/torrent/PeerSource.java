package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.wire.Handshake;

/**
 * Something that knows peers of a torrent, such as its trackers. Started, told and closed on the
 * loop; it gives addresses on the loop.
 */
public interface PeerSource {
  /**
   * What a torrent tells of itself.
   *
   * @param uploadedBytes payload sent since it was added
   * @param downloadedBytes payload received since it was added
   * @param leftBytes still to be fetched
   */
  record Progress(long uploadedBytes, long downloadedBytes, long leftBytes) {}

  /** The torrent's side. */
  interface Host {
    Progress progress();

    /** The torrent has fewer peers than it would like. */
    boolean wantsPeers();

    /**
     * Takes a link that the source made itself, with the handshake that its far end would have
     * sent. Returns why not, or null if it was taken; then the link's handler is set.
     */
    @Nullable CloseReason attach(Link link, Handshake theirs);
  }

  /** Begins to ask, and gives every address found to the consumer. */
  void start(Host host, Consumer<List<InetSocketAddress>> found);

  /** The torrent became complete. */
  void completed();

  /** Tells, for a bounded time, that the torrent leaves. */
  CompletionStage<Void> close();
}
