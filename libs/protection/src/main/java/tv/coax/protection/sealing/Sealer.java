package tv.coax.protection.sealing;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** Seals a file in one pass, through Tink's own writer of the format. */
public final class Sealer {
  private Sealer() {}

  /**
   * Opens a stream that seals what is written to it. Closing it writes the last segment and closes
   * the sink; a stream that was not closed leaves a file that does not open.
   *
   * @param associatedData see {@link SealedFormat#associatedData}
   * @throws IOException if the sink refuses the header
   */
  public static OutputStream sealTo(OutputStream sink, ContentKey key, byte[] associatedData)
      throws IOException {
    byte[] bytes = key.key();
    try {
      return new AesGcmHkdfStreaming(
              bytes, "HmacSha256", ContentKey.KEY_BYTES, SealedFormat.SEGMENT_BYTES, 0)
          .newEncryptingStream(sink, associatedData);
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("This Java cannot seal with AES-256-GCM.", unavailable);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
