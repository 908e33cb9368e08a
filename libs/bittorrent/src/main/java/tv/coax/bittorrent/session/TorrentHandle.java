package tv.coax.bittorrent.session;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.play.Reader;
import tv.coax.bittorrent.torrent.RecheckResult;
import tv.coax.bittorrent.torrent.TorrentStatus;

/**
 * How the rest of the process speaks to one torrent. May be used from any thread. Every stage
 * completes on the engine's loop: a consumer that blocks must hop off it first.
 */
public interface TorrentHandle {
  InfoHashes infoHashes();

  /**
   * Completes when every byte is on disk and verified; fails with an {@link java.io.IOException}
   * when the torrent failed or was closed before.
   */
  CompletionStage<Void> whenComplete();

  /** The status now. Answers also after the torrent was closed. */
  CompletionStage<TorrentStatus> status();

  /** Connects to a peer, now and again after a loss. Forgotten if the torrent is closed. */
  void addPeer(InetSocketAddress address);

  /**
   * Reads a file of the torrent in order while it arrives.
   *
   * @param fileIndex index into the layout's files
   */
  Reader reader(int fileIndex);

  /**
   * Reads and hashes the pieces that hold the given bytes of the torrent and are believed to be
   * good. Those that do not match are fetched again.
   */
  CompletionStage<RecheckResult> recheck(long offset, long length);

  /** Calls with the status when it has changed, at most twice a second, on the engine's loop. */
  void onChange(Consumer<TorrentStatus> consumer);

  /** How often connections of this torrent ended, by reason. */
  CompletionStage<Map<CloseReason, Integer>> closes();

  /**
   * Deletes the resume file and notes nothing any more: for files that are complete and need nobody
   * to vouch for them.
   */
  CompletionStage<Void> forgetResume();

  /** Leaves the swarm, writes the resume data and closes the files. */
  CompletionStage<Void> close();

  /** As {@link #close()}, then deletes the files of the torrent and the resume file. */
  CompletionStage<Void> removeAndDelete();
}
