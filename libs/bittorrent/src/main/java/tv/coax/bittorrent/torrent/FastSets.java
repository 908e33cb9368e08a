package tv.coax.bittorrent.torrent;

import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.peer.AllowedFast;
import tv.coax.bittorrent.peer.Peer;

/**
 * Gives newcomers that find no free slot something to begin with (BEP 6): a few pieces that we have
 * and that they may ask for at once, so that they have something to give before it is their turn.
 */
final class FastSets {
  private static final int PIECES = 10;

  /** So much at most, or one piece: what is given here is not given to those whose turn it is. */
  private static final long MAX_BYTES = 2L << 20;

  private final Layout layout;
  private final Bitfield had;

  FastSets(Layout layout, Bitfield had) {
    this.layout = layout;
    this.had = had;
  }

  void offer(Peer peer) {
    boolean newcomer = peer.pieces().count() < Math.min(PIECES, layout.pieceCount());
    if (!peer.handshake().fast() || !newcomer || peer.isAllowedFast()) {
      return;
    }
    long bytes = 0;
    for (int index :
        AllowedFast.pieces(
            peer.address().getAddress(),
            peer.handshake().infoHash(),
            layout.pieceCount(),
            PIECES)) {
      PieceIndex piece = new PieceIndex(index);
      boolean fits = bytes == 0 || bytes + layout.lengthOf(piece) <= MAX_BYTES;
      if (fits && had.get(piece) && !peer.pieces().get(piece)) {
        bytes += layout.lengthOf(piece);
        peer.allowFast(piece);
      }
    }
  }
}
