package tv.coax.bittorrent.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.wire.Message;

/** Blocks that a peer asked for and that wait to be sent; bounded. */
final class UploadQueue {
  private static final int MAX_REFUSED = 4 * Peer.UPLOAD_QUEUE;

  private final Deque<Block> blocks = new ArrayDeque<>();
  private final Outbox outbox;
  private final boolean fast;
  private int refused;

  /**
   * @param fast whether the peer is to be told what it will not get (BEP 6)
   */
  UploadQueue(Outbox outbox, boolean fast) {
    this.outbox = outbox;
    this.fast = fast;
  }

  /** Takes the request if it may be served and there is room; else it is refused. */
  boolean add(Block block, boolean mayBeServed) {
    if (mayBeServed && blocks.size() < Peer.UPLOAD_QUEUE) {
      blocks.add(block);
      return true;
    }
    refused++;
    refuse(block);
    return false;
  }

  /** It goes on asking for what it will not get. */
  boolean isFlooded() {
    return refused > MAX_REFUSED;
  }

  void cancel(Block block) {
    if (blocks.remove(block)) {
      refuse(block);
    }
  }

  private void refuse(Block block) {
    if (fast) {
      outbox.send(Message.Reject.of(block));
    }
  }

  void refuseAll() {
    blocks.forEach(this::refuse);
    blocks.clear();
  }

  @Nullable Block peek() {
    return blocks.peek();
  }

  Block remove() {
    return blocks.remove();
  }

  void refuseFirst() {
    refuse(blocks.remove());
  }

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  void clear() {
    blocks.clear();
  }
}
