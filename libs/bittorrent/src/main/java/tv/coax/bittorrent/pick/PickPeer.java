package tv.coax.bittorrent.pick;

import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;

/** What the picker must know of a peer. Compared by identity. */
public interface PickPeer {
  /** It has the piece and would serve it now. */
  boolean offers(int piece);

  /** All pieces that it has, whether or not it would serve them. */
  Bitfield pieces();

  /**
   * Whether it says itself what should be fetched from it, because it gives each piece to somebody
   * else (BEP 6: suggest piece): other pieces are left to others then.
   */
  boolean leads();

  /** The next piece that it suggested, or -1; it is not given again. */
  int nextSuggestion();

  /** Payload bytes a second that it sends us. */
  double rateFrom();

  /** The block, asked of it, is among the first that it will send: it may be on its way. */
  boolean soon(Block block);

  /** The block will be asked of another, and is not to be waited for. */
  void takenOver(Block block);

  /** Blocks asked of it that have not arrived. */
  int outstanding();
}
