package tv.coax.bittorrent.storage;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.hash.Digest;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.FileHashes;
import tv.coax.bittorrent.metainfo.Merkle;
import tv.coax.bittorrent.metainfo.Metainfo;

/**
 * Hashes one piece: SHA-1 over the bytes in order (BEP 3), SHA-256 over each block in any order
 * (BEP 52), or both. Used by one thread at a time.
 */
final class PieceHasher {
  private static final byte[] ZEROS = new byte[Block.SIZE];

  private final Metainfo metainfo;
  private final PieceIndex piece;
  private final int dataLength;
  private final @Nullable Digest sha1;
  private final @Nullable Digest sha256;
  private final byte[] leaves;
  private int sha1Position;

  /**
   * @param fingerprints whether SHA-256 of each block is wanted even for version 1
   */
  PieceHasher(Metainfo metainfo, PieceIndex piece, boolean fingerprints) {
    this.metainfo = metainfo;
    this.piece = piece;
    this.dataLength = metainfo.layout().dataLengthOf(piece);
    this.sha1 = metainfo.version().hasV1() ? Digest.sha1() : null;
    boolean blocks = metainfo.version().hasV2() || fingerprints;
    this.sha256 = blocks ? Digest.sha256() : null;
    this.leaves =
        blocks ? new byte[Math.ceilDiv(dataLength, Block.SIZE) * Merkle.HASH] : new byte[0];
  }

  /** Where in the piece the next bytes for SHA-1 begin; the end of the data if none are needed. */
  int sha1Position() {
    return sha1 == null ? dataLength : sha1Position;
  }

  void sha1(MemorySegment bytes, int offset, int length) {
    if (sha1 != null) {
      sha1.update(bytes, offset, length);
      sha1Position += length;
    }
  }

  /** Takes a whole block. */
  void sha256(int block, MemorySegment bytes, int offset, int length) {
    if (sha256 != null) {
      sha256.update(bytes, offset, length);
      sha256.end(leaves, block * Merkle.HASH);
    }
  }

  /** Takes over the SHA-256 of blocks that were hashed before. */
  void restore(byte[] fingerprints) {
    System.arraycopy(fingerprints, 0, leaves, 0, Math.min(fingerprints.length, leaves.length));
  }

  /** SHA-256 of each block. */
  byte[] fingerprints() {
    return leaves;
  }

  /** The verdict after all bytes went in. */
  Verdict verdict(boolean withFingerprints) {
    boolean v2 = metainfo.version().hasV2();
    if (v2 && !leavesMatch()) {
      return new Verdict.Corrupt(leaves);
    }
    if (sha1 != null && !metainfo.verifiesV1(piece, padded(sha1))) {
      return v2 ? new Verdict.Contradiction() : new Verdict.Corrupt(leaves);
    }
    return new Verdict.Good(withFingerprints ? leaves : null);
  }

  private boolean leavesMatch() {
    FileHashes file = metainfo.fileOf(piece).orElse(null);
    return file != null && metainfo.verifiesV2(piece, file.nodeOf(leaves));
  }

  private byte[] padded(Digest digest) {
    int padding = metainfo.layout().lengthOf(piece) - dataLength;
    for (int left = padding; left > 0; left -= ZEROS.length) {
      digest.update(ZEROS, 0, Math.min(left, ZEROS.length));
    }
    return digest.hash(new byte[0]);
  }

  /** The fingerprint of one block, out of a row of them. */
  static byte[] fingerprint(byte[] row, int block) {
    return Arrays.copyOfRange(row, block * Merkle.HASH, (block + 1) * Merkle.HASH);
  }
}
