package tv.coax.agent.download;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.play.Reader;
import tv.coax.protection.sealing.SealedSource;

/** The sealed bytes of an asset as the swarm brings them. Closing it fails the reads that wait. */
public final class SealedFile implements SealedSource, AutoCloseable {

  private final Reader reader;

  SealedFile(Reader reader) {
    this.reader = reader;
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
  }
}
