package tv.coax.protection.sealing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A sealed file that arrives piece by piece: reads wait for the pieces they touch. */
final class ArrivingFile implements SealedSource {
  private record Waiting(long offset, int length, CompletableFuture<ByteBuffer> answer) {}

  private final byte[] bytes;
  private final int pieceBytes;
  private final BitSet arrived = new BitSet();
  private final List<Waiting> waiting = new ArrayList<>();
  final AtomicInteger reads = new AtomicInteger();

  ArrivingFile(byte[] bytes, int pieceBytes) {
    this.bytes = bytes;
    this.pieceBytes = pieceBytes;
  }

  int pieces() {
    return Math.ceilDiv(bytes.length, pieceBytes);
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    reads.incrementAndGet();
    Waiting read = new Waiting(offset, length, new CompletableFuture<>());
    boolean ready;
    synchronized (this) {
      ready = isThere(read);
      if (!ready) {
        waiting.add(read);
      }
    }
    if (ready) {
      answer(read);
    }
    return read.answer();
  }

  void arrive(int piece) {
    List<Waiting> ready;
    synchronized (this) {
      arrived.set(piece);
      ready = waiting.stream().filter(this::isThere).toList();
      waiting.removeAll(ready);
    }
    ready.forEach(this::answer);
  }

  synchronized boolean isThere(long offset, long length) {
    return isThere(new Waiting(offset, (int) length, new CompletableFuture<>()));
  }

  private boolean isThere(Waiting read) {
    int first = (int) (read.offset() / pieceBytes);
    int last = (int) ((read.offset() + Math.max(read.length(), 1) - 1) / pieceBytes);
    return arrived.nextClearBit(first) > last;
  }

  private void answer(Waiting read) {
    ByteBuffer copy = ByteBuffer.allocateDirect(read.length());
    copy.put(bytes, (int) read.offset(), read.length()).flip();
    read.answer().complete(copy);
  }
}
