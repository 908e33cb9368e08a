package tv.coax.bittorrent.torrent;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.pick.Picker;

/** What must hold for a torrent after every event. */
public final class TorrentInvariants {
  private TorrentInvariants() {}

  /**
   * @throws IllegalStateException if something does not hold
   */
  public static void check(Torrent torrent, int maxPeers) {
    Picker picker = torrent.picker();
    for (PieceIndex piece : picker.active()) {
      require(!picker.had().get(piece), "piece " + piece + " is both had and active");
    }
    require(torrent.peers().size() <= maxPeers, "more peers than allowed");
    Set<String> ids = new HashSet<>();
    for (Peer peer : torrent.peers()) {
      require(!peer.isClosed(), "a closed peer is still listed");
      require(
          ids.add(new String(peer.handshake().peerId(), StandardCharsets.US_ASCII)),
          "two connections to one peer");
      for (Block block : peer.requestedBlocks()) {
        require(picker.isRequested(peer, block), "a request that the picker forgot: " + block);
        require(peer.pieces().get(block.piece()), "asked for a piece that it lacks");
      }
    }
  }

  /** Pieces that are had. */
  public static int had(Torrent torrent) {
    return torrent.picker().had().count();
  }

  public static boolean had(Torrent torrent, int piece) {
    return torrent.picker().had().get(piece);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
