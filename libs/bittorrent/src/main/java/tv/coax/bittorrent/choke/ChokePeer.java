package tv.coax.bittorrent.choke;

/** What the choker must know of a peer. */
public interface ChokePeer {
  /** It wants something that we have. */
  boolean interested();

  /** It is served now. */
  boolean unchoked();

  /** When the choker last changed its mind about it, in {@code Loop.nanos()}. */
  long chokingChangedAt();

  /** How many pieces it has. */
  int pieceCount();

  /** Payload bytes a second that it sends us. */
  double rateFrom();

  /** Payload bytes a second that we send it. */
  double rateTo();
}
