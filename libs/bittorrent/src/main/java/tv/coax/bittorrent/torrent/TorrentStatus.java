package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/**
 * What a torrent looked like at one moment.
 *
 * @param state what it is doing
 * @param reason a sentence for people when the state is {@link State#DISK_FULL} or {@link
 *     State#FAILED}, else empty
 * @param totalBytes bytes of all files, or of the selected ones, padding left out
 * @param verifiedBytes those of them that are on disk and match their hash
 * @param downloadedBytes payload received from peers since the torrent was first added
 * @param uploadedBytes payload sent to peers since the torrent was first added
 * @param wastedBytes payload received in vain: corrupt, or received twice
 * @param hashFailures pieces that did not match their hash
 * @param downloadRate payload bytes a second over the last seconds
 * @param uploadRate payload bytes a second over the last seconds
 * @param peers the connected peers
 * @param verifiedBytesBySource verified bytes by the address that sent them, which is the address
 *     the peer listens on when it told us its port; kept after the peer left
 */
public record TorrentStatus(
    State state,
    String reason,
    long totalBytes,
    long verifiedBytes,
    long downloadedBytes,
    long uploadedBytes,
    long wastedBytes,
    int hashFailures,
    double downloadRate,
    double uploadRate,
    List<PeerStatus> peers,
    Map<InetSocketAddress, Long> verifiedBytesBySource) {

  /** What a torrent is doing. */
  public enum State {
    /** Reading files of unknown content from the disk to learn which pieces are good. */
    CHECKING,
    /** Fetching what is missing, and serving what is there. */
    DOWNLOADING,
    /** Complete and verified; serving. */
    SEEDING,
    /** Closed by its owner. */
    STOPPED,
    /** The disk has no room; goes on by itself when there is. */
    DISK_FULL,
    /** Cannot go on; see the reason. */
    FAILED
  }

  public TorrentStatus {
    peers = List.copyOf(peers);
    verifiedBytesBySource = Map.copyOf(verifiedBytesBySource);
  }

  /** The verified part of the torrent, 0 to 1. */
  public double progress() {
    return totalBytes == 0 ? 1 : (double) verifiedBytes / totalBytes;
  }
}
