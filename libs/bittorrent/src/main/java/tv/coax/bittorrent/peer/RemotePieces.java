package tv.coax.bittorrent.peer;

import java.util.Optional;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.wire.WireException;

/** What the far end has, as far as it told. */
final class RemotePieces {
  private final Layout layout;
  private final Bitfield pieces;
  private boolean told;

  RemotePieces(Layout layout) {
    this.layout = layout;
    this.pieces = new Bitfield(layout.pieceCount());
  }

  Bitfield pieces() {
    return pieces;
  }

  boolean has(int piece) {
    return pieces.get(piece);
  }

  /** Takes the bitfield, or what stands in its place; it comes before anything else it has. */
  void tell(Bitfield all) throws WireException {
    if (told) {
      throw new WireException("That it has all or none comes late.");
    }
    told = true;
    for (int i = all.nextSet(0); i >= 0; i = all.nextSet(i + 1)) {
      pieces.set(i);
    }
  }

  Bitfield parse(byte[] bits) throws WireException {
    return Bitfield.parse(bits, layout.pieceCount())
        .orElseThrow(() -> new WireException("The bitfield does not fit the torrent."));
  }

  /** Whether it has told anything. */
  boolean isTold() {
    return told;
  }

  /** Notes a piece; empty if it was known before. */
  Optional<PieceIndex> add(int index) throws WireException {
    told = true;
    PieceIndex piece = piece(layout, index);
    return pieces.set(piece) ? Optional.of(piece) : Optional.empty();
  }

  /** It has the piece no more; empty if it had not. */
  Optional<PieceIndex> remove(int index) throws WireException {
    PieceIndex piece = piece(layout, index);
    return pieces.clear(piece) ? Optional.of(piece) : Optional.empty();
  }

  static PieceIndex piece(Layout layout, int index) throws WireException {
    return layout
        .piece(index)
        .orElseThrow(() -> new WireException("The torrent has no piece " + index + "."));
  }
}
