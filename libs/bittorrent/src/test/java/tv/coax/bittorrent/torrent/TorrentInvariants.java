package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.pick.PickPeer;
import tv.coax.bittorrent.pick.Picker;

/** What must hold for a torrent after every event. */
public final class TorrentInvariants {
  private TorrentInvariants() {}

  /**
   * @throws IllegalStateException if something does not hold
   */
  public static void check(Torrent torrent, int maxPeers) {
    Picker picker = torrent.picker();
    Collection<Peer> peers = torrent.peers();
    picker.activeBlocks((block, asked) -> {
      require(!picker.had().get(block.piece()), "both had and active: " + block);
      for (PickPeer peer : asked) {
        require(
            peers.contains(peer) && ((Peer) peer).requestedBlocks().contains(block),
            "the picker waits for a block that nobody was asked for: " + block);
      }
    });
    require(torrent.peers().size() <= maxPeers, "more peers than allowed");
    Set<String> ids = new HashSet<>();
    for (Peer peer : torrent.peers()) {
      require(!peer.isClosed(), "a closed peer is still listed");
      require(
          ids.add(new String(peer.handshake().peerId(), StandardCharsets.ISO_8859_1)),
          "two connections to one peer");
      for (Block block : peer.requestedBlocks()) {
        require(picker.isRequested(peer, block), "a request that the picker forgot: " + block);
        require(peer.pieces().get(block.piece()), "asked for a piece that it lacks");
      }
    }
  }

  public static boolean isSeeding(Torrent torrent) {
    return torrent.isSeeding();
  }

  /** Where peers listen that were found to lie. */
  public static Set<InetSocketAddress> banned(Torrent torrent) {
    return torrent.banned();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
