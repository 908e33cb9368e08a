package tv.coax.bittorrent.layout;

import org.jspecify.annotations.Nullable;

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
  public boolean equals(@Nullable Object other) {
    return other instanceof PieceIndex that && value == that.value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public int compareTo(PieceIndex other) {
    return Integer.compare(value, other.value);
  }
}
