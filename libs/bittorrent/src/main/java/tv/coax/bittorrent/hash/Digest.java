package tv.coax.bittorrent.hash;

import java.lang.foreign.MemorySegment;

/**
 * A running SHA-1 or SHA-256 (FIPS 180-4), made for much data: by the system's OpenSSL where there
 * is one, which reads bytes outside the heap where they are; else by the JDK. Both give the same.
 * Used by one thread at a time.
 */
public interface Digest {
  /** A fresh SHA-1. */
  static Digest sha1() {
    return Algorithm.SHA1.fresh();
  }

  /** A fresh SHA-256. */
  static Digest sha256() {
    return Algorithm.SHA256.fresh();
  }

  /** Whether the system's OpenSSL hashes, and not the JDK. */
  static boolean isOfSystem() {
    return Algorithm.SHA1.fromSystem().isPresent() && Algorithm.SHA256.fromSystem().isPresent();
  }

  /**
   * Takes {@code length} bytes from {@code offset} on. The memory must be there until this returns:
   * not of a file that may become shorter.
   *
   * @throws IndexOutOfBoundsException if the segment is shorter
   */
  void update(MemorySegment bytes, long offset, long length);

  /** Takes {@code length} bytes of an array. */
  default void update(byte[] bytes, int offset, int length) {
    update(MemorySegment.ofArray(bytes), offset, length);
  }

  /**
   * Writes the hash of all bytes since the last end to memory outside the heap and begins anew.
   *
   * @throws IndexOutOfBoundsException if the segment has no room for it
   * @throws IllegalArgumentException if it is of the heap or may only be read
   */
  void end(MemorySegment to, long offset);

  /**
   * Writes the hash of all bytes since the last end and begins anew.
   *
   * @throws IndexOutOfBoundsException if the array has no room for it
   */
  void end(byte[] to, int offset);

  /** Takes all of the array and ends. */
  default byte[] hash(byte[] last) {
    update(last, 0, last.length);
    byte[] hash = new byte[length()];
    end(hash, 0);
    return hash;
  }

  /** Length of the hash: 20 or 32. */
  int length();

  /** Forgets the bytes since the last end. */
  void reset();
}
