package tv.coax.bittorrent.storage;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.Metainfo;

/**
 * A piece that is arriving: writes its blocks and hashes them as they come. What comes ahead of the
 * order is hashed when the gap is filled, read back from the page cache, so that no block waits in
 * memory. Lives on the piece's strand of the workers.
 */
final class PieceAssembly {
  private final Metainfo metainfo;
  private final PieceFiles files;
  private final PieceIndex piece;
  private final boolean suspect;
  private final BitSet written;
  private final int blocks;
  private PieceHasher hasher;
  private @Nullable IOException broken;

  /**
   * @param suspect whether the piece was corrupt before, so that the fingerprints of its blocks are
   *     wanted also when it is good
   */
  PieceAssembly(Metainfo metainfo, PieceFiles files, PieceIndex piece, boolean suspect) {
    this.metainfo = metainfo;
    this.files = files;
    this.piece = piece;
    this.suspect = suspect;
    this.blocks = metainfo.layout().blockCount(piece);
    this.written = new BitSet(blocks);
    this.hasher = new PieceHasher(metainfo, piece, suspect);
  }

  /** A block and its bytes. */
  record Arrived(Block block, ByteBuf data) {}

  /**
   * Writes and hashes; returns the verdict when the piece is whole. Releases the data.
   *
   * <p>Whether writing or hashing comes first depends on the file: the system lets in one writer at
   * a time, and a worker that hashes meanwhile does not wait for another's turn to end.
   */
  @Nullable Verdict write(List<Arrived> blocks, ByteBuffer scratch) {
    try {
      if (broken != null) {
        return null;
      }
      boolean free = files.writing().tryLock();
      if (free) {
        writeAll(blocks);
      }
      hashAll(blocks);
      if (!free) {
        files.writing().lock();
        writeAll(blocks);
      }
      catchUp(scratch);
      return written.cardinality() == this.blocks ? conclude() : null;
    } catch (IOException e) {
      broken = e;
      return new Verdict.Unwritten(e);
    } finally {
      blocks.forEach(arrived -> arrived.data().release());
    }
  }

  /** Called with the lock, which it gives back. */
  private void writeAll(List<Arrived> blocks) throws IOException {
    try {
      for (Arrived arrived : blocks) {
        Block block = arrived.block();
        files.write(metainfo.layout().offsetOf(block), arrived.data().nioBuffer());
        written.set(block.begin() / Block.SIZE);
      }
    } finally {
      files.writing().unlock();
    }
  }

  private void hashAll(List<Arrived> blocks) {
    for (Arrived arrived : blocks) {
      Block block = arrived.block();
      MemorySegment bytes = MemorySegment.ofBuffer(arrived.data().nioBuffer());
      hasher.sha256(block.begin() / Block.SIZE, bytes, 0, block.length());
      if (hasher.sha1Position() == block.begin()) {
        hasher.sha1(bytes, 0, block.length());
      }
    }
  }

  private void catchUp(ByteBuffer scratch) throws IOException {
    int next = Math.ceilDiv(hasher.sha1Position(), Block.SIZE);
    while (next < blocks && written.get(next)) {
      Block block = metainfo.layout().blockOf(piece, next);
      files.read(metainfo.layout().offsetOf(block), scratch.clear().limit(block.length()));
      hasher.sha1(MemorySegment.ofBuffer(scratch.flip()), 0, block.length());
      next++;
    }
  }

  private Verdict conclude() throws IOException {
    Verdict verdict = hasher.verdict(suspect);
    boolean unknown = verdict instanceof Verdict.Corrupt && hasher.fingerprints().length == 0;
    return unknown ? new Verdict.Corrupt(PieceReader.leaves(metainfo, files, piece)) : verdict;
  }

  /** Forgets blocks that are to be written once more. */
  void forget(List<Block> bad) {
    bad.forEach(block -> written.clear(block.begin() / Block.SIZE));
    byte[] leaves = hasher.fingerprints();
    hasher = new PieceHasher(metainfo, piece, suspect);
    hasher.restore(leaves);
  }
}
