package tv.coax.bittorrent.pick;

/** What the picker must know of a peer. Compared by identity. */
public interface PickPeer {
  /** It has the piece and would serve it now. */
  boolean offers(int piece);

  /** Payload bytes a second that it sends us. */
  double rateFrom();

  /** Blocks asked of it that have not arrived. */
  int outstanding();
}
