package tv.coax.bittorrent.play;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.loop.Loop;

/** Reads one file of a torrent, and keeps the pieces ahead of the last read urgent. */
public final class FileReader implements Reader {
  /** How far ahead of a read pieces are urgent. */
  private static final long AHEAD_BYTES = 16L << 20;

  private final Loop loop;
  private final VerifiedBytes bytes;
  private final Layout layout;
  private final LayoutFile file;
  private final List<CompletableFuture<ByteBuffer>> waiting = new ArrayList<>();
  private int urgentFrom;
  private int urgentTo = -1;
  private boolean closed;

  /** The file must be one of the layout's and no pad file. */
  public FileReader(Loop loop, VerifiedBytes bytes, Layout layout, LayoutFile file) {
    this.loop = loop;
    this.bytes = bytes;
    this.layout = layout;
    this.file = file;
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
    if (offset < 0 || offset > file.length() || length < 0) {
      answer.completeExceptionally(
          new IndexOutOfBoundsException(length + " bytes at " + offset + " are not in the file."));
      return answer;
    }
    int bounded = (int) Math.min(length, file.length() - offset);
    loop.execute(() -> read(file.offset() + offset, bounded, answer));
    return answer;
  }

  private void read(long offset, int length, CompletableFuture<ByteBuffer> answer) {
    if (closed) {
      answer.completeExceptionally(new IOException("The reader is closed."));
      return;
    }
    if (length > 0) {
      hurry(offset);
    }
    waiting.add(answer);
    bytes
        .read(offset, length)
        .whenComplete((read, failure) -> {
          waiting.remove(answer);
          if (failure != null) {
            answer.completeExceptionally(failure);
          } else {
            answer.complete(read);
          }
        });
  }

  private void hurry(long offset) {
    int first = layout.pieceAt(offset).value();
    long end = Math.min(file.end(), offset + AHEAD_BYTES);
    int last = layout.pieceAt(end - 1).value();
    if (first != urgentFrom || last != urgentTo) {
      boolean jumped = last < urgentFrom || first > urgentTo;
      bytes.noHurry(urgentFrom, urgentTo);
      bytes.hurry(first, last);
      if (jumped) {
        bytes.makeWay();
      }
      urgentFrom = first;
      urgentTo = last;
    }
  }

  @Override
  public void close() {
    loop.execute(() -> {
      if (!closed) {
        closed = true;
        bytes.noHurry(urgentFrom, urgentTo);
        List<CompletableFuture<ByteBuffer>> given = List.copyOf(waiting);
        waiting.clear();
        given.forEach(read -> read.completeExceptionally(new IOException("The reader is closed.")));
      }
    });
  }
}
