package tv.coax.agent.player;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import tv.coax.agent.download.Download;
import tv.coax.agent.download.SealedFile;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.SealedFormat;
import tv.coax.protection.sealing.SealedFormatException;
import tv.coax.protection.sealing.SealedReader;

/**
 * A film opened for one reader: plain bytes in memory, and the content key only while this is open.
 * A segment that does not authenticate, or that the disk does not give back, is checked against the
 * torrent's hashes, fetched again and read again. One thread reads; {@link #close} may come from
 * another and fails a read that waits.
 */
final class Film implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Film.class);
  private static final int TRIES = 4;

  private final Download download;
  private final Manifest manifest;
  private final ContentKey key;
  private final Executor executor;
  private SealedFile source;
  private SealedReader reader;
  private boolean closed;

  /** Opens the film; {@code key} is wiped when it is closed. */
  Film(Download download, ContentKey key, Executor executor) {
    this.download = download;
    this.manifest = download.manifest();
    this.key = key;
    this.executor = executor;
    this.source = download.open();
    this.reader = new SealedReader(source, key, manifest.associatedData(), executor);
  }

  /** Asks for bytes; to be awaited by {@link #await}. */
  CompletionStage<ByteBuffer> ask(long offset, int length) {
    return current().read(offset, length);
  }

  /** Waits for what was asked, healing what is corrupt on the way. */
  ByteBuffer await(CompletionStage<ByteBuffer> asked, long offset, int length)
      throws IOException, InterruptedException {
    CompletionStage<ByteBuffer> pending = asked;
    for (int attempt = 1; ; attempt++) {
      try {
        return pending.toCompletableFuture().get();
      } catch (ExecutionException e) {
        if (isClosed() || attempt == TRIES || !(e.getCause() instanceof IOException cause)) {
          throw new IOException("The film cannot be read at byte " + offset + ".", e.getCause());
        }
        heal(cause, offset, length);
        pending = ask(offset, length);
      }
    }
  }

  /**
   * The header is checked too: a changed one makes every segment look wrong. Then a fresh reader
   * forgets what it derived.
   */
  private void heal(IOException cause, long offset, int length)
      throws IOException, InterruptedException {
    long from = offset;
    long count = (long) length + 2L * SealedFormat.SEGMENT_BYTES;
    if (cause instanceof SealedFormatException damaged) {
      from = damaged.sealedOffset();
      count = damaged.sealedLength();
    }
    count = Math.min(count, manifest.sealedBytes() - from);
    LOG.warnf("%s Bytes %d to %d are checked.", cause.getMessage(), from, from + count - 1);
    int bad =
        recheck(0, Math.min(SealedFormat.HEADER_BYTES, manifest.sealedBytes()))
            + recheck(from, count);
    LOG.infof("%d corrupt pieces are fetched again.", bad);
    reopen();
  }

  private int recheck(long offset, long length) throws IOException, InterruptedException {
    CompletableFuture<Integer> result = download.recheck(offset, length).toCompletableFuture();
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IOException("The film's file cannot be checked.", e.getCause());
    }
  }

  private synchronized SealedReader current() {
    return reader;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void reopen() throws IOException {
    if (closed) {
      throw new IOException("The film is closed.");
    }
    reader.close();
    source.close();
    source = download.open();
    reader = new SealedReader(source, key, manifest.associatedData(), executor);
  }

  /** Ends waiting reads, wipes the key, gives the swarm its priorities back. Repeating is fine. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      reader.close();
      source.close();
      key.wipe();
    }
  }
}
