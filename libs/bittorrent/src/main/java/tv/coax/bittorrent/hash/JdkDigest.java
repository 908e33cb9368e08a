package tv.coax.bittorrent.hash;

import java.lang.foreign.MemorySegment;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Objects;

/** A hash by the JDK. It copies what is outside the heap. */
final class JdkDigest implements Digest {
  private final MessageDigest digest;
  private final int bytes;

  /**
   * @param bytes length of the hash
   */
  JdkDigest(MessageDigest digest, int bytes) {
    this.digest = digest;
    this.bytes = bytes;
  }

  @Override
  public void update(MemorySegment input, long offset, long length) {
    digest.update(input.asSlice(offset, length).asByteBuffer());
  }

  @Override
  public void end(byte[] to, int offset) {
    Objects.checkFromIndexSize(offset, bytes, to.length);
    try {
      digest.digest(to, offset, bytes);
    } catch (DigestException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void reset() {
    digest.reset();
  }
}
