package tv.coax.bittorrent.pick;

import tv.coax.bittorrent.layout.Bitfield;

/** Which pieces are wanted, and which of them are still to be had. */
final class Wishes {
  private final Bitfield wanted;

  /** Had or not wanted: not to be fetched. */
  private final Bitfield settled;

  /** Everything is wanted. */
  Wishes(Bitfield had) {
    this.wanted = Bitfield.full(had.size());
    this.settled = had.copy();
  }

  void wantOnly(Bitfield pieces, Bitfield had) {
    for (int i = 0; i < pieces.size(); i++) {
      if (pieces.get(i)) {
        wanted.set(i);
      } else {
        wanted.clear(i);
      }
      if (had.get(i) || !pieces.get(i)) {
        settled.set(i);
      } else {
        settled.clear(i);
      }
    }
  }

  /** This piece, which is not had, too. */
  void want(int piece) {
    if (wanted.set(piece)) {
      settled.clear(piece);
    }
  }

  void had(int piece) {
    settled.set(piece);
  }

  void lost(int piece) {
    if (wanted.get(piece)) {
      settled.clear(piece);
    }
  }

  boolean settled(int piece) {
    return settled.get(piece);
  }

  boolean areSettled() {
    return settled.isFull();
  }

  /** The first of the pieces that is still to be had, or -1. */
  int wantedOf(Bitfield pieces) {
    return settled.firstLacking(pieces);
  }
}
