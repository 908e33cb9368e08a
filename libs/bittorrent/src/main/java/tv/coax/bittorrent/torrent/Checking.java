package tv.coax.bittorrent.torrent;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
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
