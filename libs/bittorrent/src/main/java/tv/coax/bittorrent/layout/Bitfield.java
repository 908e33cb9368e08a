package tv.coax.bittorrent.layout;

import java.util.Arrays;
import java.util.Optional;

/**
 * A fixed number of bits, one for each piece, in the order of the {@code bitfield} message (BEP 3):
 * bit 0 is the highest bit of the first byte. Mutable, and not for use by more than one thread. The
 * spare bits of the last byte are always 0.
 */
public final class Bitfield {
  private final int size;
  private final long[] words;
  private int count;

  /** All bits 0. */
  public Bitfield(int size) {
    this.size = size;
    this.words = new long[Math.ceilDiv(size, Long.SIZE)];
  }

  private Bitfield(Bitfield other) {
    this.size = other.size;
    this.words = other.words.clone();
    this.count = other.count;
  }

  /** All bits 1. */
  public static Bitfield full(int size) {
    Bitfield bits = new Bitfield(size);
    bits.setAll();
    return bits;
  }

  /** The bits of a message, or empty if the length is wrong or a spare bit is set. */
  public static Optional<Bitfield> parse(byte[] message, int size) {
    if (message.length != Math.ceilDiv(size, Byte.SIZE)) {
      return Optional.empty();
    }
    Bitfield bits = new Bitfield(size);
    for (int i = 0; i < message.length; i++) {
      bits.words[i >>> 3] |= (message[i] & 0xFFL) << (56 - 8 * (i & 7));
    }
    int spare = size & 63;
    if (spare != 0 && (bits.words[bits.words.length - 1] & (-1L >>> spare)) != 0) {
      return Optional.empty();
    }
    for (long word : bits.words) {
      bits.count += Long.bitCount(word);
    }
    return Optional.of(bits);
  }

  public int size() {
    return size;
  }

  /** How many bits are 1. */
  public int count() {
    return count;
  }

  public boolean isFull() {
    return count == size;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public boolean get(int index) {
    check(index);
    return (words[index >>> 6] & bit(index)) != 0;
  }

  public boolean get(PieceIndex piece) {
    return get(piece.value());
  }

  /** Sets the bit to 1; true if it was 0. */
  public boolean set(int index) {
    if (get(index)) {
      return false;
    }
    words[index >>> 6] |= bit(index);
    count++;
    return true;
  }

  public boolean set(PieceIndex piece) {
    return set(piece.value());
  }

  /** Sets the bit to 0; true if it was 1. */
  public boolean clear(int index) {
    if (!get(index)) {
      return false;
    }
    words[index >>> 6] &= ~bit(index);
    count--;
    return true;
  }

  public boolean clear(PieceIndex piece) {
    return clear(piece.value());
  }

  public void setAll() {
    Arrays.fill(words, -1L);
    int spare = size & 63;
    if (spare != 0) {
      words[words.length - 1] = ~(-1L >>> spare);
    }
    count = size;
  }

  public void clearAll() {
    Arrays.fill(words, 0);
    count = 0;
  }

  /** The first bit that is 1 at or after {@code from}, or -1. */
  public int nextSet(int from) {
    return next(from, 0);
  }

  /** The first bit that is 0 at or after {@code from}, or -1. */
  public int nextClear(int from) {
    return next(from, -1L);
  }

  private int next(int from, long flip) {
    if (from < 0 || from >= size) {
      return -1;
    }
    int word = from >>> 6;
    long bits = (words[word] ^ flip) & (-1L >>> (from & 63));
    while (bits == 0) {
      if (++word == words.length) {
        return -1;
      }
      bits = words[word] ^ flip;
    }
    int found = (word << 6) + Long.numberOfLeadingZeros(bits);
    return found < size ? found : -1;
  }

  /** The first bit at or after {@code from} that is 1 here and in the other of that size, or -1. */
  public int nextCommon(Bitfield other, int from) {
    if (from < 0 || from >= size) {
      return -1;
    }
    long mask = -1L >>> (from & 63);
    for (int word = from >>> 6; word < words.length; word++) {
      long bits = words[word] & other.words[word] & mask;
      if (bits != 0) {
        return (word << 6) + Long.numberOfLeadingZeros(bits);
      }
      mask = -1L;
    }
    return -1;
  }

  /** The first bit that is 0 here and 1 in the other of the same size, or -1. */
  public int firstLacking(Bitfield other) {
    for (int word = 0; word < words.length; word++) {
      long bits = other.words[word] & ~words[word];
      if (bits != 0) {
        return (word << 6) + Long.numberOfLeadingZeros(bits);
      }
    }
    return -1;
  }

  public Bitfield copy() {
    return new Bitfield(this);
  }

  /** The bytes of the message. */
  public byte[] toBytes() {
    byte[] message = new byte[Math.ceilDiv(size, Byte.SIZE)];
    for (int i = 0; i < message.length; i++) {
      message[i] = (byte) (words[i >>> 3] >>> (56 - 8 * (i & 7)));
    }
    return message;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bitfield that && size == that.size && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return count + " of " + size;
  }

  private static long bit(int index) {
    return Long.MIN_VALUE >>> (index & 63);
  }

  private void check(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("Bit " + index + " of " + size);
    }
  }
}
