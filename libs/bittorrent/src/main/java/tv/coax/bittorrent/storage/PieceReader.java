package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.Metainfo;

/** Reads a piece back from the disk and says whether it is good. For workers. */
final class PieceReader {
  /** One for each worker thread. */
  private static final ThreadLocal<ByteBuffer> CHUNK =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(16 * Block.SIZE));

  private PieceReader() {}

  /** False also when the files are missing or too short. */
  static boolean isGood(Metainfo metainfo, PieceFiles files, PieceIndex piece) {
    try {
      return read(metainfo, files, piece, false).verdict(false) instanceof Verdict.Good;
    } catch (IOException missing) {
      return false;
    }
  }

  /** SHA-256 of each block. */
  static byte[] leaves(Metainfo metainfo, PieceFiles files, PieceIndex piece) throws IOException {
    return read(metainfo, files, piece, true).fingerprints();
  }

  private static PieceHasher read(
      Metainfo metainfo, PieceFiles files, PieceIndex piece, boolean fingerprints)
      throws IOException {
    PieceHasher hasher = new PieceHasher(metainfo, piece, fingerprints);
    ByteBuffer chunk = CHUNK.get();
    long offset = metainfo.layout().offsetOf(piece);
    int left = metainfo.layout().dataLengthOf(piece);
    int block = 0;
    while (left > 0) {
      int length = Math.min(left, chunk.capacity());
      files.read(offset, chunk.clear().limit(length));
      MemorySegment bytes = MemorySegment.ofBuffer(chunk.flip());
      hasher.sha1(bytes, 0, length);
      for (int at = 0; at < length; at += Block.SIZE) {
        hasher.sha256(block++, bytes, at, Math.min(Block.SIZE, length - at));
      }
      offset += length;
      left -= length;
    }
    return hasher;
  }
}
