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

  /** Takes the bitfield, or what stands in its place; only the first message may be one. */
  void tell(Bitfield all) throws WireException {
    if (told) {
      throw new WireException("A second bitfield, or one that comes late.");
    }
    told = true;
    for (int i = all.nextSet(0); i >= 0; i = all.nextSet(i + 1)) {
      pieces.set(i);
    }
  }

  void tell(byte[] bits) throws WireException {
    Optional<Bitfield> parsed = Bitfield.parse(bits, layout.pieceCount());
    tell(parsed.orElseThrow(() -> new WireException("The bitfield does not fit the torrent.")));
  }

  /** Notes a piece; empty if it was known before. */
  Optional<PieceIndex> add(int index) throws WireException {
    told = true;
    PieceIndex piece = piece(layout, index);
    return pieces.set(piece) ? Optional.of(piece) : Optional.empty();
  }

  static PieceIndex piece(Layout layout, int index) throws WireException {
    return layout
        .piece(index)
        .orElseThrow(() -> new WireException("The torrent has no piece " + index + "."));
  }
}
