package tv.coax.bittorrent.webseed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.wire.MessageEncoder;

/** Blocks that follow each other, fetched as one run of bytes and cut into block messages. */
final class BlockRun implements RangeFetch.Sink {
  private static final int HEADER_BYTES = 13;

  private final List<Block> blocks;
  private final Owner owner;
  private @Nullable RangeFetch fetch;
  private @Nullable ByteBuf filling;
  private int current;
  private boolean over;

  /** Is told, on the loop. */
  interface Owner {
    /** A whole block message; to be released. */
    void message(ByteBuf bytes);

    void done(BlockRun run);

    void failed(BlockRun run);
  }

  BlockRun(List<Block> blocks, Owner owner) {
    this.blocks = List.copyOf(blocks);
    this.owner = owner;
  }

  void start(HttpClient client, Layout layout, FileAddresses addresses) {
    long length = blocks.stream().mapToLong(Block::length).sum();
    long offset = layout.offsetOf(blocks.getFirst());
    fetch = new RangeFetch(client, layout, addresses, offset, length, this);
    fetch.next();
  }

  @Override
  public void bytes(Buffer part) {
    int at = 0;
    while (at < part.length() && !over) {
      Block block = blocks.get(current);
      ByteBuf message = filling == null ? begin(block) : filling;
      int missing = HEADER_BYTES + block.length() - message.writerIndex();
      int taken = Math.min(missing, part.length() - at);
      message.writeBytes(part.getBytes(at, at + taken));
      at += taken;
      filling = message;
      if (taken == missing) {
        filling = null;
        current++;
        owner.message(message);
      }
    }
  }

  private static ByteBuf begin(Block block) {
    ByteBuf message = PooledByteBufAllocator.DEFAULT.directBuffer(HEADER_BYTES + block.length());
    MessageEncoder.pieceHeader(block.piece().value(), block.begin(), block.length(), message);
    return message;
  }

  @Override
  public void done() {
    over = true;
    owner.done(this);
  }

  @Override
  public void failed(String why) {
    cancel();
    owner.failed(this);
  }

  void pause(boolean value) {
    if (fetch != null) {
      fetch.pause(value);
    }
  }

  void cancel() {
    over = true;
    if (filling != null) {
      filling.release();
      filling = null;
    }
    if (fetch != null) {
      fetch.cancel();
    }
  }
}
