package tv.coax.bittorrent.play;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Reads one file of a torrent while it is still arriving. A read waits until every byte of it is
 * verified and makes the torrent fetch those pieces, and some that follow, before all others. May
 * be used from any thread; answers arrive on the engine's loop.
 */
public interface Reader extends AutoCloseable {
  /** Bytes of the file. */
  long length();

  /**
   * The bytes from {@code offset} on, exactly {@code length} of them, or fewer at the end of the
   * file. The buffer is the caller's own. Fails with an {@link java.io.IOException} when the
   * torrent is closed or the disk cannot be read, and with {@link IndexOutOfBoundsException} when
   * the offset is outside the file.
   */
  CompletionStage<ByteBuffer> read(long offset, int length);

  /** Ends the priority of what was read; reads that wait fail. */
  @Override
  void close();
}
