package tv.coax.bittorrent.metainfo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import tv.coax.bittorrent.hash.Digest;
import tv.coax.bittorrent.layout.Block;

/**
 * Arithmetic of BEP 52's binary hash trees. Level 0 holds SHA-256 of each 16 KiB of a file, the
 * level above the hash of each two neighbours, and so on. Where a level has fewer nodes than the
 * full tree, {@linkplain #padding(int) padding nodes} stand in.
 *
 * <p>Rows of nodes are arrays of 32 bytes each, one after the other.
 */
public final class Merkle {
  /** Bytes of a node. */
  public static final int HASH = 32;

  private static final int MAX_LEVEL = 48;
  private static final byte[][] PADDING = paddings();

  private Merkle() {}

  /** The hash of a subtree of this height in which no leaf is part of the file. A copy. */
  public static byte[] padding(int level) {
    return PADDING[level].clone();
  }

  /** Leaves of a file: blocks of 16 KiB, the last one maybe shorter. */
  public static long leaves(long length) {
    return Math.ceilDiv(length, (long) Block.SIZE);
  }

  /** Levels above one with {@code nodes} nodes, until there is a single one. */
  public static int levelsAbove(long nodes) {
    return nodes <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(nodes - 1);
  }

  /** The node above two neighbours. */
  public static byte[] parent(byte[] left, byte[] right) {
    return parent(left, right, Digest.sha256());
  }

  private static byte[] parent(byte[] left, byte[] right, Digest sha) {
    sha.update(left, 0, HASH);
    return sha.hash(right);
  }

  /** The row above {@code row}, whose nodes are of {@code level}; an odd end is padded. */
  public static byte[] above(byte[] row, int level) {
    return climb(row, level, 1, Math.ceilDiv(row.length / HASH, 2));
  }

  /**
   * The node that stands {@code levels} above the start of a row whose nodes are of {@code level};
   * the row has at least one node and at most 2^levels.
   */
  public static byte[] root(byte[] row, int level, int levels) {
    return climb(row, level, levels, 1);
  }

  /** The first nodes, so many, {@code levels} above the row. */
  private static byte[] climb(byte[] row, int level, int levels, int nodes) {
    if (levels == 0) {
      return Arrays.copyOf(row, nodes * HASH);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment outside = arena.allocate(row.length, Long.BYTES);
      MemorySegment.copy(row, 0, outside, ValueLayout.JAVA_BYTE, 0, row.length);
      climb(outside, row.length / HASH, level, levels, Digest.sha256());
      return outside.asSlice(0, (long) nodes * HASH).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /**
   * Puts the node that stands {@code levels} above the start of a row in the place of its first
   * node; what else the row held is lost.
   *
   * @param row at least {@code nodes} nodes, outside the heap, of {@code level}
   * @param nodes at least one and at most 2^levels
   */
  static void climb(MemorySegment row, int nodes, int level, int levels, Digest sha256) {
    int left = nodes;
    for (int i = level; i < level + levels; i++) {
      for (int node = 0; node < left; node += 2) {
        if (node + 1 < left) {
          sha256.update(row, (long) node * HASH, 2 * HASH);
        } else {
          sha256.update(row, (long) node * HASH, HASH);
          sha256.update(PADDING[i], 0, HASH);
        }
        sha256.end(row, (long) (node / 2) * HASH);
      }
      left = Math.ceilDiv(left, 2);
    }
  }

  private static byte[][] paddings() {
    byte[][] paddings = new byte[MAX_LEVEL][];
    paddings[0] = new byte[HASH];
    Digest sha = Digest.sha256();
    for (int i = 1; i < MAX_LEVEL; i++) {
      paddings[i] = parent(paddings[i - 1], paddings[i - 1], sha);
    }
    return paddings;
  }
}
