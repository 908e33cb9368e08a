package tv.coax.bittorrent.torrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.storage.Storage;

/** Reads and hashes a number of pieces, some at a time on all workers. */
final class Checking {
  private final Storage storage;
  private final Queue<PieceIndex> left;
  private final BiConsumer<PieceIndex, Boolean> result;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int running;
  private boolean cancelled;

  private Checking(
      Storage storage, Collection<PieceIndex> pieces, BiConsumer<PieceIndex, Boolean> result) {
    this.storage = storage;
    this.left = new ArrayDeque<>(pieces);
    this.result = result;
  }

  /** The pieces whose bits are set. */
  static List<PieceIndex> all(Bitfield bits) {
    List<PieceIndex> pieces = new ArrayList<>(bits.count());
    for (int i = bits.nextSet(0); i >= 0; i = bits.nextSet(i + 1)) {
      pieces.add(new PieceIndex(i));
    }
    return pieces;
  }

  /** The pieces that are had and hold one of these bytes. */
  static List<PieceIndex> good(Layout layout, Bitfield had, long offset, long length) {
    if (length <= 0) {
      return List.of();
    }
    PieceIndex first = layout.pieceAt(offset);
    PieceIndex last = layout.pieceAt(offset + length - 1);
    return all(had).stream()
        .filter(piece -> piece.compareTo(first) >= 0 && piece.compareTo(last) <= 0)
        .toList();
  }

  /** Tells of each piece, on the loop, whether it is good. */
  static Checking start(
      Storage storage, Collection<PieceIndex> pieces, BiConsumer<PieceIndex, Boolean> result) {
    Checking checking = new Checking(storage, pieces, result);
    checking.next();
    return checking;
  }

  private void next() {
    while (!cancelled && running < 2 * storage.parallelism() && !left.isEmpty()) {
      PieceIndex piece = left.remove();
      running++;
      storage
          .check(piece)
          .thenAccept(good -> {
            running--;
            if (!cancelled) {
              result.accept(piece, good);
            }
            next();
          });
    }
    if (running == 0) {
      done.complete(null);
    }
  }

  /** Completes when all are checked, or those under way when it was cancelled. */
  CompletionStage<Void> done() {
    return done;
  }

  void cancel() {
    cancelled = true;
    left.clear();
  }
}
