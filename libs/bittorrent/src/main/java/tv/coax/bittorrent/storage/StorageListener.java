package tv.coax.bittorrent.storage;

import tv.coax.bittorrent.layout.PieceIndex;

/** Is told, on the loop, what came of the blocks that were written. */
public interface StorageListener {
  /** All blocks of the piece are written, or the disk refused one; told once per piece. */
  void verdict(PieceIndex piece, Verdict verdict);
}
