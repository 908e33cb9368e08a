package tv.coax.bittorrent.session;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * A torrent of which only the magnet link is known yet. May be used from any thread. Stages
 * complete on the engine's loop.
 */
public interface MagnetHandle {
  /**
   * The torrent, added and started, as soon as peers have sent its metadata. Fails when the
   * metadata is refused, when the session has the torrent already, and when the search is closed.
   */
  CompletionStage<TorrentHandle> torrent();

  /** A peer to ask for the metadata, and then for the files. */
  void addPeer(InetSocketAddress address);

  /** Gives up the search. A torrent that was found is not touched. */
  void close();
}
