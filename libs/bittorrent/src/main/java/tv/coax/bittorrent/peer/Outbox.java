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

  /** What may lie unread of messages; a bitfield more where the torrent has a long one. */
  private static final int MAX_MESSAGE_BYTES = 256 * 1024;

  private final Loop loop;
  private final Backlog backlog = new Backlog();
  private final long maxMessageBytes;
  private @Nullable ByteBuf gathered;
  private boolean flushing;
  private boolean closed;
  private long lastSentAt;

  Outbox(Link link, Loop loop, int pieces) {
    this.link = link;
    this.maxMessageBytes = MAX_MESSAGE_BYTES + pieces / Byte.SIZE;
    this.loop = loop;
    this.lastSentAt = loop.nanos();
  }

  void send(Message message) {
    if (!closed) {
      ByteBuf bytes = gathered();
      int before = bytes.readableBytes();
      MessageEncoder.encode(message, bytes);
      backlog.message(bytes.readableBytes() - before);
      flushSoon();
    }
  }

  void send(Block block, Storage storage) {
    if (!closed) {
      MessageEncoder.pieceHeader(block.piece().value(), block.begin(), block.length(), gathered());
      backlog.block(MessageEncoder.PIECE_HEADER_BYTES + block.length());
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
      backlog.flushed();
      link.flush();
    }
  }

  /** Bytes, of blocks too, that were sent and that the link has not taken. */
  long unsentBytes() {
    return link.unsentBytes();
  }

  /** Bytes that the far end took in all. */
  long takenBytes() {
    return backlog.taken(link.unsentBytes() + (gathered == null ? 0 : gathered.readableBytes()));
  }

  /** It lets more lie unread than an honest peer does. */
  boolean isOverfull() {
    return backlog.messageBytes(link.unsentBytes()) > maxMessageBytes;
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
