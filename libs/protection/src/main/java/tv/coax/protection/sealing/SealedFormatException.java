package tv.coax.protection.sealing;

import java.io.IOException;

/**
 * A sealed file, or one segment of it, is not what the key and the associated data sealed: its
 * bytes were changed, moved or cut, or it belongs to another asset. The range tells which sealed
 * bytes to check and fetch again.
 */
public final class SealedFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long segment;
  private final long sealedOffset;
  private final int sealedLength;

  SealedFormatException(String message, long segment, long sealedOffset, int sealedLength) {
    super(message);
    this.segment = segment;
    this.sealedOffset = sealedOffset;
    this.sealedLength = sealedLength;
  }

  /** The segment's number, from 0. */
  public long segment() {
    return segment;
  }

  /** Where the segment begins in the sealed file, in bytes. */
  public long sealedOffset() {
    return sealedOffset;
  }

  /** The segment's length in the sealed file, in bytes. */
  public int sealedLength() {
    return sealedLength;
  }
}
