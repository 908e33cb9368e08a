package tv.coax.bittorrent.torrent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.storage.Storage;

/** Reads that wait until every byte of theirs is verified. */
final class Reads {
  private final Layout layout;
  private final Bitfield had;
  private final Storage storage;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean closed;

  private record Waiting(
      long offset,
      int length,
      int firstPiece,
      int lastPiece,
      CompletableFuture<ByteBuffer> answer) {}

  Reads(Layout layout, Bitfield had, Storage storage) {
    this.layout = layout;
    this.had = had;
    this.storage = storage;
  }

  CompletionStage<ByteBuffer> read(long offset, int length) {
    CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
    if (closed) {
      answer.completeExceptionally(new IOException("The torrent is closed."));
      return answer;
    }
    if (length == 0) {
      answer.complete(ByteBuffer.allocate(0));
      return answer;
    }
    int first = layout.pieceAt(offset).value();
    int last = layout.pieceAt(offset + length - 1).value();
    Waiting read = new Waiting(offset, length, first, last, answer);
    if (ready(read)) {
      run(read);
    } else {
      waiting.add(read);
    }
    return answer;
  }

  private boolean ready(Waiting read) {
    int gap = had.nextClear(read.firstPiece());
    return gap < 0 || gap > read.lastPiece();
  }

  private void run(Waiting read) {
    storage
        .read(read.offset(), read.length())
        .whenComplete((bytes, failure) -> {
          if (failure != null) {
            read.answer().completeExceptionally(failure);
          } else {
            read.answer().complete(bytes);
          }
        });
  }

  void verified(PieceIndex piece) {
    List<Waiting> ready = new ArrayList<>();
    for (Waiting read : waiting) {
      boolean touched = read.firstPiece() <= piece.value() && piece.value() <= read.lastPiece();
      if (touched && ready(read)) {
        ready.add(read);
      }
    }
    waiting.removeAll(ready);
    ready.forEach(this::run);
  }

  void close(String reason) {
    closed = true;
    List<Waiting> failed = List.copyOf(waiting);
    waiting.clear();
    failed.forEach(read -> read.answer().completeExceptionally(new IOException(reason)));
  }
}
