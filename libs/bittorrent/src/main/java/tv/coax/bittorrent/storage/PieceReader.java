package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.Metainfo;

/** Reads a piece back from the disk and says whether it is good. For workers. */
final class PieceReader {
  private static final int CHUNK_BYTES = 16 * Block.SIZE;

  private PieceReader() {}

  /** False also when the files are missing or too short. */
  static boolean isGood(Metainfo metainfo, PieceFiles files, PieceIndex piece) {
    PieceHasher hasher = new PieceHasher(metainfo, piece, false);
    byte[] chunk = new byte[CHUNK_BYTES];
    byte[] single = new byte[Block.SIZE];
    long offset = metainfo.layout().offsetOf(piece);
    int left = metainfo.layout().dataLengthOf(piece);
    int block = 0;
    try {
      while (left > 0) {
        int length = Math.min(left, chunk.length);
        files.read(offset, ByteBuffer.wrap(chunk, 0, length));
        hasher.sha1(chunk, length);
        for (int at = 0; at < length; at += Block.SIZE) {
          int size = Math.min(Block.SIZE, length - at);
          System.arraycopy(chunk, at, single, 0, size);
          hasher.sha256(block++, single, size);
        }
        offset += length;
        left -= length;
      }
      return hasher.verdict(false) instanceof Verdict.Good;
    } catch (IOException missing) {
      return false;
    }
  }
}
