package tv.coax.bittorrent.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;

/** Buffers around bytes that are not copied, counted until they are released. */
final class SimBuffers {
  /**
   * Killed processes leave buffers behind, which is no leak of the engine: {@link #left} counts.
   */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

  private int live;

  ByteBuf wrap(SimPages.Part part) {
    return new Counted(part.bytes()).setIndex(part.from(), part.from() + part.length());
  }

  /** Buffers that nobody has released, and those made from them. */
  long left() {
    return live + allocator.metric().usedDirectMemory() + allocator.metric().usedHeapMemory();
  }

  private final class Counted extends UnpooledHeapByteBuf {
    private Counted(byte[] bytes) {
      super(allocator, bytes, bytes.length);
      live++;
    }

    @Override
    protected void freeArray(byte[] array) {
      live--;
    }
  }
}
