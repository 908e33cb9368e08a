package tv.coax.bittorrent.layout;

/**
 * Number of a piece of a torrent, counted from 0. An index that came through {@link
 * Layout#piece(int)} is below the torrent's piece count.
 *
 * @param value the number, never negative
 */
public record PieceIndex(int value) implements Comparable<PieceIndex> {
  public PieceIndex {
    if (value < 0) {
      throw new IllegalArgumentException("A piece index cannot be negative: " + value);
    }
  }

  @Override
  public int compareTo(PieceIndex other) {
    return Integer.compare(value, other.value);
  }
}
