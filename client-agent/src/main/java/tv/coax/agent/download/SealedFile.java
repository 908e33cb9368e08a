package tv.coax.agent.download;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import tv.coax.bittorrent.play.Reader;
import tv.coax.protection.sealing.SealedSource;

/** The sealed bytes of an asset as the swarm brings them. Closing it fails the reads that wait. */
public final class SealedFile implements SealedSource, AutoCloseable {

  private final Reader reader;
  private final Runnable onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  SealedFile(Reader reader, Runnable onClose) {
    this.reader = reader;
    this.onClose = onClose;
  }

  @Override
  public long length() {
    return reader.length();
  }

  @Override
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    return reader.read(offset, length);
  }

  @Override
  public void close() {
    reader.close();
    if (closed.compareAndSet(false, true)) {
      onClose.run();
    }
  }
}
