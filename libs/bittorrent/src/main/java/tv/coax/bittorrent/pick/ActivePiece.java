package tv.coax.bittorrent.pick;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.PieceIndex;

/** A piece of which at least one block was asked for or has arrived. */
final class ActivePiece {
  final PieceIndex piece;
  private final boolean[] received;
  private final List<List<PickPeer>> requesters;
  private int free;
  private int missing;

  /** Who began it, and so gets its blocks before others join; null when that peer gave up. */
  @Nullable PickPeer owner;

  /** The owner under which {@link OpenPieces} lists it. */
  @Nullable PickPeer listedUnder;

  ActivePiece(PieceIndex piece, int blocks) {
    this.piece = piece;
    this.received = new boolean[blocks];
    this.requesters = new ArrayList<>(blocks);
    for (int i = 0; i < blocks; i++) {
      requesters.add(List.of());
    }
    this.free = blocks;
    this.missing = blocks;
  }

  int blocks() {
    return received.length;
  }

  /** Blocks that nobody was asked for. */
  int free() {
    return free;
  }

  /** Blocks that somebody was asked for and that have not arrived. */
  int asked() {
    return missing - free;
  }

  /** Every block has arrived. */
  boolean complete() {
    return missing == 0;
  }

  boolean received(int block) {
    return received[block];
  }

  List<PickPeer> requesters(int block) {
    return requesters.get(block);
  }

  /** The first block from {@code from} on that nobody was asked for, or -1. */
  int nextFree(int from) {
    for (int i = from; i < received.length; i++) {
      if (!received[i] && requesters.get(i).isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  void request(int block, PickPeer peer) {
    List<PickPeer> before = requesters.get(block);
    if (before.isEmpty()) {
      free--;
      requesters.set(block, List.of(peer));
    } else {
      List<PickPeer> more = new ArrayList<>(before);
      more.add(peer);
      requesters.set(block, more);
    }
  }

  /** The peer will not send the block; true if it had been asked. */
  boolean release(int block, PickPeer peer) {
    List<PickPeer> before = requesters.get(block);
    if (!before.contains(peer)) {
      return false;
    }
    List<PickPeer> fewer = new ArrayList<>(before);
    fewer.remove(peer);
    requesters.set(block, fewer);
    if (fewer.isEmpty() && !received[block]) {
      free++;
    }
    return true;
  }

  /** The block arrived; who else was asked for it. */
  List<PickPeer> receive(int block, PickPeer from) {
    List<PickPeer> others = new ArrayList<>(requesters.get(block));
    if (others.isEmpty()) {
      free--;
    }
    others.remove(from);
    requesters.set(block, List.of());
    received[block] = true;
    missing--;
    return others;
  }

  /** The block has to be fetched once more. */
  void forget(int block) {
    if (received[block]) {
      received[block] = false;
      missing++;
      free++;
    }
  }
}
