package tv.coax.bittorrent.peer;

import java.util.HashSet;
import java.util.Set;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;

/** Pieces that a choked peer may ask for all the same (BEP 6): each byte of them once. */
final class FastPass {
  private final Set<PieceIndex> pieces = new HashSet<>();
  private long bytesLeft;

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  void add(PieceIndex piece, Layout layout) {
    if (pieces.add(piece)) {
      bytesLeft += layout.lengthOf(piece);
    }
  }

  boolean holds(Block block) {
    return pieces.contains(block.piece());
  }

  /** Whether the block may be served; it then counts as served. */
  boolean take(Block block) {
    if (!holds(block) || bytesLeft < block.length()) {
      return false;
    }
    bytesLeft -= block.length();
    return true;
  }
}
