package tv.coax.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file's hash tree (BEP 52) from one level up to its root: answers hash requests and checks the
 * answers of others. Immutable. Keeps about twice the bytes of its lowest row.
 */
public final class MerkleTree {
  private final int base;
  private final int height;
  private final List<byte[]> rows;

  private MerkleTree(int base, int height, List<byte[]> rows) {
    this.base = base;
    this.height = height;
    this.rows = rows;
  }

  /**
   * The tree over a row of nodes.
   *
   * @param base level of the row
   * @param height levels from a leaf to the root
   */
  public static MerkleTree over(byte[] row, int base, int height) {
    List<byte[]> rows = new ArrayList<>(height - base + 1);
    rows.add(row.clone());
    for (int level = base; level < height; level++) {
      rows.add(Merkle.above(rows.getLast(), level));
    }
    return new MerkleTree(base, height, rows);
  }

  /** The tree from the nodes of a file's pieces upwards. */
  public static MerkleTree overPieces(FileHashes file) {
    return over(file.pieceRow(), file.pieceLevel(), file.height());
  }

  public byte[] root() {
    return node(height, 0);
  }

  /** The node at a level and place; a padding node beyond the end of the file. */
  public byte[] node(int level, int index) {
    byte[] row = rows.get(level - base);
    int from = index * Merkle.HASH;
    return from < row.length
        ? Arrays.copyOfRange(row, from, from + Merkle.HASH)
        : Merkle.padding(level);
  }

  /**
   * The hashes that a {@code hashes} message carries for a request: the nodes, then the uncles from
   * below upwards. Empty if this tree does not reach down to the range's level.
   */
  public Optional<byte[]> hashes(HashRange range) {
    if (range.base() < base || range.base() >= height) {
      return Optional.empty();
    }
    byte[] hashes = new byte[(range.length() + range.proofLength()) * Merkle.HASH];
    int at = 0;
    for (int i = 0; i < range.length(); i++) {
      at = append(hashes, at, node(range.base(), range.index() + i));
    }
    int level = range.base() + range.ownLevels();
    int index = range.index() >> range.ownLevels();
    for (int i = 0; i < range.proofLength(); i++) {
      at = append(hashes, at, node(level, index ^ 1));
      level++;
      index >>= 1;
    }
    return Optional.of(hashes);
  }

  /**
   * Checks an answer that climbs up to the root.
   *
   * @param hashes the nodes and uncles of a {@code hashes} message
   * @return the nodes, proven to belong to the file; empty if the answer has the wrong length, does
   *     not reach the root, or leads to another one
   */
  public static Optional<byte[]> verify(byte[] root, int height, HashRange range, byte[] hashes) {
    int own = range.ownLevels();
    int nodeBytes = range.length() * Merkle.HASH;
    if (hashes.length != nodeBytes + range.proofLength() * Merkle.HASH
        || range.base() + own + range.proofLength() != height) {
      return Optional.empty();
    }
    byte[] nodes = Arrays.copyOf(hashes, nodeBytes);
    byte[] climbed = Merkle.root(nodes, range.base(), own);
    int index = range.index() >> own;
    for (int at = nodeBytes; at < hashes.length; at += Merkle.HASH) {
      byte[] uncle = Arrays.copyOfRange(hashes, at, at + Merkle.HASH);
      climbed = (index & 1) == 0 ? Merkle.parent(climbed, uncle) : Merkle.parent(uncle, climbed);
      index >>= 1;
    }
    return Arrays.equals(climbed, root) ? Optional.of(nodes) : Optional.empty();
  }

  private static int append(byte[] target, int at, byte[] node) {
    System.arraycopy(node, 0, target, at, Merkle.HASH);
    return at + Merkle.HASH;
  }
}
