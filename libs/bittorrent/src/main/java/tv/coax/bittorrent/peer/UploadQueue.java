package tv.coax.bittorrent.peer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.wire.Message;

/** Blocks that a peer asked for and that wait to be sent; bounded. */
final class UploadQueue {
  private final Deque<Block> blocks = new ArrayDeque<>();
  private final Outbox outbox;
  private final boolean fast;
  private final FastPass fastPass = new FastPass();

  /**
   * @param fast whether the peer is to be told what it will not get (BEP 6)
   */
  UploadQueue(Outbox outbox, boolean fast) {
    this.outbox = outbox;
    this.fast = fast;
  }

  /** It may ask for the piece while it is choked. */
  void allowFast(PieceIndex piece, Layout layout) {
    fastPass.add(piece, layout);
  }

  boolean isAllowedFast() {
    return !fastPass.isEmpty();
  }

  /** Takes the request if it may be served and there is room; else it is refused. */
  boolean add(Block block, boolean unchoked) {
    if ((unchoked || fastPass.take(block)) && blocks.size() < Peer.UPLOAD_QUEUE) {
      blocks.add(block);
      return true;
    }
    refuse(block);
    return false;
  }

  /** It does not want the block any more; false if that was not queued. */
  boolean cancel(Block block) {
    boolean queued = blocks.remove(block);
    if (queued) {
      refuse(block);
    }
    return queued;
  }

  private void refuse(Block block) {
    if (fast) {
      outbox.send(Message.Reject.of(block));
    }
  }

  /** Refuses all but what may be asked for while choked. */
  void refuseAll() {
    List<Block> all = List.copyOf(blocks);
    blocks.clear();
    for (Block block : all) {
      if (fastPass.holds(block)) {
        blocks.add(block);
      } else {
        refuse(block);
      }
    }
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
