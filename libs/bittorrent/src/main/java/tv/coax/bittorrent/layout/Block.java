package tv.coax.bittorrent.layout;

import org.jspecify.annotations.Nullable;

/**
 * A run of bytes inside one piece: what a {@code request}, {@code piece} or {@code cancel} message
 * names (BEP 3). A block that came through {@link Layout#block(int, int, int)} lies inside its
 * piece.
 *
 * @param piece the piece
 * @param begin first byte, counted from the start of the piece
 * @param length bytes, at least 1
 */
public record Block(PieceIndex piece, int begin, int length) {
  /** The length in which blocks are asked for, and the size of a Merkle leaf (BEP 52): 16 KiB. */
  public static final int SIZE = 16 * 1024;

  public Block {
    if (begin < 0 || length < 1) {
      throw new IllegalArgumentException("Not a block: begin " + begin + ", length " + length);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that
        && begin == that.begin
        && length == that.length
        && piece.equals(that.piece);
  }

  @Override
  public int hashCode() {
    return piece.value() * 0x9E3779B1 + begin * 31 + length;
  }

  /** The first byte after the block, counted from the start of the piece. */
  public long end() {
    return (long) begin + length;
  }
}
