package tv.coax.protection.sealing;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * The sealed bytes of a file, of which some may not have arrived yet.
 *
 * <p>Implementations may be called from any thread and may complete on any thread.
 */
public interface SealedSource {
  /** Length of the whole sealed file in bytes, known from the start. */
  long length();

  /**
   * Reads exactly {@code length} bytes. The stage completes when all of them are there, however
   * long that takes, and fails when they never will be. The buffer belongs to the reader.
   */
  CompletionStage<ByteBuffer> read(long offset, int length);
}
