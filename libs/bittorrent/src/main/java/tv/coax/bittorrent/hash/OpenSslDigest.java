package tv.coax.bittorrent.hash;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A hash by the system's OpenSSL. Its state is outside the heap until it is garbage. */
final class OpenSslDigest implements Digest {
  /** More than twice what OpenSSL's SHA_CTX and SHA256_CTX take. */
  private static final int STATE_BYTES = 256;

  private static final int MAX_HASH_BYTES = 32;

  /** The garbage collector waits while a call lasts. */
  private static final long MAX_BYTES_IN_CALL = 64 * 1024;

  private static final int STAGE_BYTES = 16 * 1024;

  /** Where bytes of the heap are copied to, a few at a time; one for each thread. */
  private static final ThreadLocal<MemorySegment> STAGE =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STAGE_BYTES));

  private final OpenSsl library;
  private final int bytes;
  private final MemorySegment memory =
      Arena.ofAuto().allocate(STATE_BYTES + MAX_HASH_BYTES, Long.BYTES);
  private final ByteBuffer result = memory.asSlice(STATE_BYTES).asByteBuffer();
  private final long state = memory.address();
  private final long hash = state + STATE_BYTES;

  /**
   * @param bytes length of the hash
   */
  OpenSslDigest(OpenSsl library, int bytes) {
    this.library = library;
    this.bytes = bytes;
    reset();
  }

  @Override
  public void update(MemorySegment input, long offset, long length) {
    Objects.checkFromIndexSize(offset, length, input.byteSize());
    if (input.isNative()) {
      for (long done = 0; done < length; done += MAX_BYTES_IN_CALL) {
        long step = Math.min(MAX_BYTES_IN_CALL, length - done);
        library.update(state, input.address() + offset + done, step);
      }
    } else {
      updateFromHeap(input, offset, length);
    }
    Reference.reachabilityFence(input);
    Reference.reachabilityFence(this);
  }

  private void updateFromHeap(MemorySegment input, long offset, long length) {
    MemorySegment stage = STAGE.get();
    for (long done = 0; done < length; done += STAGE_BYTES) {
      long step = Math.min(STAGE_BYTES, length - done);
      MemorySegment.copy(input, offset + done, stage, 0, step);
      library.update(state, stage.address(), step);
    }
  }

  @Override
  public void end(MemorySegment to, long offset) {
    Objects.checkFromIndexSize(offset, bytes, to.byteSize());
    if (!to.isNative() || to.isReadOnly()) {
      throw new IllegalArgumentException("A hash cannot be written to " + to);
    }
    library.end(state, to.address() + offset);
    Reference.reachabilityFence(to);
    reset();
  }

  @Override
  public void end(byte[] to, int offset) {
    Objects.checkFromIndexSize(offset, bytes, to.length);
    library.end(state, hash);
    result.get(0, to, offset, bytes);
    reset();
  }

  @Override
  public int length() {
    return bytes;
  }

  @Override
  public void reset() {
    library.init(state);
    Reference.reachabilityFence(this);
  }
}
