package tv.coax.bittorrent.pick;

import tv.coax.bittorrent.layout.Block;

/** What the picker must know of a peer. Compared by identity. */
public interface PickPeer {
  /** It has the piece and would serve it now. */
  boolean offers(int piece);

  /** Payload bytes a second that it sends us. */
  double rateFrom();

  /** The block will be asked of another, and is not to be waited for. */
  void takenOver(Block block);

  /** Blocks asked of it that have not arrived. */
  int outstanding();
}
