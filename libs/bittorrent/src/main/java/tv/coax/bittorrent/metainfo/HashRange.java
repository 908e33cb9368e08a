package tv.coax.bittorrent.metainfo;

import java.util.Optional;

/**
 * Which nodes of a file's hash tree a {@code hash request} names (BEP 52). A range that came
 * through {@link #of} lies inside the tree.
 *
 * @param base level of the nodes, 0 for the leaves
 * @param index the first node, a multiple of {@code length}
 * @param length how many nodes, a power of two, at least 2
 * @param proofLayers levels above {@code base} up to which the sender adds what is missing to climb
 */
public record HashRange(int base, int index, int length, int proofLayers) {
  /** More nodes than this in one message are not asked for and not answered. */
  public static final int MAX_LENGTH = 8192;

  /**
   * The range with these raw values of the wire, or empty if a tree of {@code height} levels above
   * its leaves has no such nodes.
   */
  public static Optional<HashRange> of(
      int base, int index, int length, int proofLayers, int height) {
    boolean inside =
        base >= 0
            && base < height
            && length >= 2
            && length <= MAX_LENGTH
            && Integer.bitCount(length) == 1
            && index >= 0
            && index % length == 0
            && (long) index + length <= 1L << (height - base)
            && proofLayers >= 0
            && proofLayers < height - base;
    return inside ? Optional.of(new HashRange(base, index, length, proofLayers)) : Optional.empty();
  }

  /** Levels that can be computed from the nodes themselves. */
  int ownLevels() {
    return Merkle.levelsAbove(length);
  }

  /**
   * How many uncle hashes follow the nodes. Layer 1 is that of the nodes' parents; up to the node
   * over all of them nothing is missing, and that node needs its sibling to climb on.
   */
  public int proofLength() {
    return Math.max(0, proofLayers - ownLevels() + 1);
  }
}
