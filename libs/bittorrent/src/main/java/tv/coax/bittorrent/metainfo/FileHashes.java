package tv.coax.bittorrent.metainfo;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a version 2 torrent knows of one non-empty file's hash tree (BEP 52): its root, and one node
 * for each piece. Immutable.
 *
 * <p>The node of a piece is the root over its blocks: of a file longer than a piece at {@link
 * #pieceLevel()}, padded to the full piece; of a shorter file it is the root of the file.
 */
public final class FileHashes {
  private final int file;
  private final long length;
  private final int pieceLevel;
  private final byte[] root;
  private final byte[] pieceRow;

  private FileHashes(int file, long length, int pieceLevel, byte[] root, byte[] pieceRow) {
    this.file = file;
    this.length = length;
    this.pieceLevel = pieceLevel;
    this.root = root;
    this.pieceRow = pieceRow;
  }

  /**
   * @param pieceRow the nodes of the pieces, checked against the root; empty if not known yet
   * @return empty if the row has the wrong length or does not lead to the root
   */
  static Optional<FileHashes> of(
      int file, long length, int pieceLength, byte[] root, byte[] pieceRow) {
    int pieceLevel = pieceLevel(length, pieceLength);
    if (length <= pieceLength) {
      return Optional.of(new FileHashes(file, length, pieceLevel, root, root));
    }
    FileHashes hashes = new FileHashes(file, length, pieceLevel, root, pieceRow);
    boolean fits =
        pieceRow.length == 0
            || pieceRow.length == (long) hashes.pieceCount() * Merkle.HASH
                && Arrays.equals(
                    root, Merkle.root(pieceRow, pieceLevel, hashes.height() - pieceLevel));
    return fits ? Optional.of(hashes) : Optional.empty();
  }

  /** The hash tree of a file from the nodes of all its pieces. */
  static FileHashes ofPieces(int file, long length, int pieceLength, byte[] pieceRow) {
    int level = pieceLevel(length, pieceLength);
    int height = Merkle.levelsAbove(Merkle.leaves(length));
    byte[] root = Merkle.root(pieceRow, level, height - level);
    return new FileHashes(file, length, level, root, pieceRow);
  }

  /** Levels from a leaf up to the node of a piece of a file of this length. */
  static int pieceLevel(long length, int pieceLength) {
    return Merkle.levelsAbove(Merkle.leaves(Math.min(length, pieceLength)));
  }

  /** Index of the file in the torrent's layout. */
  public int file() {
    return file;
  }

  /** Bytes of the file. */
  public long length() {
    return length;
  }

  /** Levels from a leaf up to the root of the file. */
  public int height() {
    return Merkle.levelsAbove(Merkle.leaves(length));
  }

  /** Levels from a leaf up to the node of a piece. */
  public int pieceLevel() {
    return pieceLevel;
  }

  /** Pieces of the file. */
  public int pieceCount() {
    return (int) Math.ceilDiv(Merkle.leaves(length), 1L << pieceLevel);
  }

  /** The root of the file's tree ({@code pieces root}). A copy. */
  public byte[] root() {
    return root.clone();
  }

  /** True if the nodes of the pieces are known; false for a torrent that came by magnet link. */
  public boolean knowsPieces() {
    return pieceRow.length > 0;
  }

  /** The nodes of all pieces one after the other ({@code piece layers}). A copy. */
  public byte[] pieceRow() {
    return pieceRow.clone();
  }

  /** The node of a piece, counted from the start of the file. A copy. */
  public byte[] pieceNode(int pieceInFile) {
    return Arrays.copyOfRange(pieceRow, pieceInFile * Merkle.HASH, (pieceInFile + 1) * Merkle.HASH);
  }

  /** True if {@code node} is that of the piece, counted from the start of the file. */
  public boolean verifies(int pieceInFile, byte[] node) {
    int from = pieceInFile * Merkle.HASH;
    return Arrays.equals(pieceRow, from, from + Merkle.HASH, node, 0, node.length);
  }

  /** The node of a piece from the hashes of its blocks, in order. */
  public byte[] nodeOf(byte[] leafRow) {
    return Merkle.root(leafRow, 0, pieceLevel);
  }

  /** The same file with the nodes of its pieces, or empty if they do not lead to the root. */
  public Optional<FileHashes> withPieceRow(byte[] row) {
    int pieceLength = (int) (16384L << pieceLevel);
    return row.length == 0 ? Optional.empty() : of(file, length, pieceLength, root, row.clone());
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(root);
  }
}
