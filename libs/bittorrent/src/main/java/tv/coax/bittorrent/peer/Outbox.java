package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.storage.Storage;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageEncoder;

/** Gathers messages and gives them to the link once in a turn of the loop. */
final class Outbox {
  private final Link link;
  private final Loop loop;
  private @Nullable ByteBuf gathered;
  private boolean flushing;
  private boolean closed;
  private long lastSentAt;

  Outbox(Link link, Loop loop) {
    this.link = link;
    this.loop = loop;
    this.lastSentAt = loop.nanos();
  }

  void send(Message message) {
    if (!closed) {
      MessageEncoder.encode(message, gathered());
      flushSoon();
    }
  }

  void send(Block block, Storage storage) {
    if (!closed) {
      MessageEncoder.pieceHeader(block.piece().value(), block.begin(), block.length(), gathered());
      handOver();
      storage.send(block, link);
      flushSoon();
    }
  }

  private ByteBuf gathered() {
    if (gathered == null) {
      gathered = PooledByteBufAllocator.DEFAULT.directBuffer(64);
    }
    return gathered;
  }

  private void handOver() {
    if (gathered != null) {
      ByteBuf bytes = gathered;
      gathered = null;
      link.send(bytes);
    }
  }

  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      loop.execute(this::flush);
    }
  }

  private void flush() {
    flushing = false;
    if (!closed) {
      lastSentAt = loop.nanos();
      handOver();
      link.flush();
    }
  }

  long unsentBytes() {
    return link.unsentBytes();
  }

  long lastSentAt() {
    return lastSentAt;
  }

  void close() {
    closed = true;
    if (gathered != null) {
      gathered.release();
      gathered = null;
    }
  }
}
