package tv.coax.bittorrent.metainfo;

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
    Digest sha = Digest.sha256();
    sha.update(left, 0, HASH);
    return sha.hash(right);
  }

  /** The row above {@code row}, whose nodes are of {@code level}; an odd end is padded. */
  public static byte[] above(byte[] row, int level) {
    int nodes = row.length / HASH;
    byte[] above = new byte[Math.ceilDiv(nodes, 2) * HASH];
    Digest sha = Digest.sha256();
    for (int i = 0; i < nodes; i += 2) {
      if (i + 1 < nodes) {
        sha.update(row, i * HASH, 2 * HASH);
      } else {
        sha.update(row, i * HASH, HASH);
        sha.update(PADDING[level], 0, HASH);
      }
      sha.end(above, i / 2 * HASH);
    }
    return above;
  }

  /**
   * The node that stands {@code levels} above the start of a row whose nodes are of {@code level};
   * the row has at least one node and at most 2^levels.
   */
  public static byte[] root(byte[] row, int level, int levels) {
    byte[] nodes = row;
    for (int i = 0; i < levels; i++) {
      nodes = above(nodes, level + i);
    }
    return nodes.length == HASH ? nodes : Arrays.copyOf(nodes, HASH);
  }

  private static byte[][] paddings() {
    byte[][] paddings = new byte[MAX_LEVEL][];
    paddings[0] = new byte[HASH];
    for (int i = 1; i < MAX_LEVEL; i++) {
      paddings[i] = parent(paddings[i - 1], paddings[i - 1]);
    }
    return paddings;
  }
}
