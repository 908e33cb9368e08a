package tv.coax.protection.sealing;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Remembers the segment opened last, because a player that reads in small steps asks for the same
 * one many times. Wipes what it forgets.
 */
final class OpenSegment {
  private long segment = -1;
  private byte[] plain = new byte[0];

  /** Copies from the remembered segment if it is this one. */
  synchronized boolean copy(long wanted, int from, int length, ByteBuffer to) {
    if (wanted != segment) {
      return false;
    }
    to.put(plain, from, length);
    return true;
  }

  synchronized void remember(long number, byte[] bytes) {
    forget();
    segment = number;
    plain = bytes;
  }

  synchronized void forget() {
    Arrays.fill(plain, (byte) 0);
    segment = -1;
    plain = new byte[0];
  }
}
