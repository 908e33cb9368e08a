package tv.coax.bittorrent.metainfo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import tv.coax.bittorrent.hash.Digest;
import tv.coax.bittorrent.layout.Block;

/**
 * Hashes the bytes of one piece after the other as they come, for either or both versions. For one
 * thread.
 */
final class PieceHasher {
  private static final byte[] ZEROS = new byte[Block.SIZE];

  private final boolean v1;
  private final boolean v2;
  private final Digest sha1 = Digest.sha1();
  private final Digest sha256 = Digest.sha256();
  private final MemorySegment leaves;
  private int leafCount;
  private int inLeaf;

  PieceHasher(boolean v1, boolean v2, int pieceLength) {
    this.v1 = v1;
    this.v2 = v2;
    this.leaves =
        Arena.ofAuto().allocate(v2 ? Math.ceilDiv(pieceLength, Block.SIZE) * Merkle.HASH : 0);
  }

  /** Bytes of a file: {@code length} of them from {@code offset} on. */
  void update(MemorySegment bytes, long offset, long length) {
    if (!v2) {
      sha1.update(bytes, offset, length);
      return;
    }
    // In steps that stay in the processor's cache while both digests read them.
    long end = offset + length;
    for (long at = offset; at < end; ) {
      int step = (int) Math.min(end - at, Block.SIZE - inLeaf);
      if (v1) {
        sha1.update(bytes, at, step);
      }
      sha256.update(bytes, at, step);
      inLeaf += step;
      if (inLeaf == Block.SIZE) {
        endLeaf();
      }
      at += step;
    }
  }

  /** Bytes of a pad file: part of the piece in version 1, of no file in version 2. */
  void padding(long length) {
    for (long left = v1 ? length : 0; left > 0; left -= ZEROS.length) {
      sha1.update(ZEROS, 0, (int) Math.min(ZEROS.length, left));
    }
  }

  /** Ends the piece in version 1: its SHA-1. */
  byte[] endV1() {
    byte[] hash = new byte[sha1.length()];
    sha1.end(hash, 0);
    return hash;
  }

  /** Leaves since the piece began, a begun one counted. */
  int leafCount() {
    return leafCount + (inLeaf > 0 ? 1 : 0);
  }

  /** Ends the piece in version 2: its node at this level of the file's tree. */
  byte[] endV2(int pieceLevel) {
    if (inLeaf > 0) {
      endLeaf();
    }
    Merkle.climb(leaves, leafCount, 0, pieceLevel, sha256);
    leafCount = 0;
    return leaves.asSlice(0, Merkle.HASH).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Forgets the begun piece. */
  void reset() {
    sha1.reset();
    sha256.reset();
    leafCount = 0;
    inLeaf = 0;
  }

  private void endLeaf() {
    sha256.end(leaves, (long) leafCount * Merkle.HASH);
    leafCount++;
    inLeaf = 0;
  }
}
