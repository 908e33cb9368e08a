package tv.coax.bittorrent.pick;

import java.util.List;
import tv.coax.bittorrent.layout.Block;

/** What the picker must know of a peer. Compared by identity. */
public interface PickPeer {
  /** It has the piece and would serve it now. */
  boolean offers(int piece);

  /** Payload bytes a second that it sends us. */
  double rateFrom();

  /** The block will be asked of another, and is not to be waited for. */
  void takenOver(Block block);

  /** Pieces that it would like to send, best first (BEP 6). */
  default List<Integer> suggestions() {
    return List.of();
  }

  /** Blocks asked of it that have not arrived. */
  int outstanding();
}
