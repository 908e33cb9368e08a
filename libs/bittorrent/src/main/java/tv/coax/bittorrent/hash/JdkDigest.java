package tv.coax.bittorrent.hash;

import java.lang.foreign.MemorySegment;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Objects;

/** A hash by the JDK. It copies what is outside the heap. */
final class JdkDigest implements Digest {
  private final MessageDigest digest;
  private final int bytes;

  JdkDigest(MessageDigest digest) {
    this.digest = digest;
    this.bytes = digest.getDigestLength();
  }

  @Override
  public void update(MemorySegment input, long offset, long length) {
    digest.update(input.asSlice(offset, length).asByteBuffer());
  }

  @Override
  public void end(MemorySegment to, long offset) {
    MemorySegment target = to.asSlice(offset, bytes);
    if (!to.isNative() || to.isReadOnly()) {
      throw new IllegalArgumentException("A hash cannot be written to " + to);
    }
    target.copyFrom(MemorySegment.ofArray(digest.digest()));
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
  public int length() {
    return bytes;
  }

  @Override
  public void reset() {
    digest.reset();
  }
}
