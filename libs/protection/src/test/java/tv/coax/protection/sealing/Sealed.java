package tv.coax.protection.sealing;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tv.coax.protection.asset.AssetId;

/** Sealed files in memory, for tests. */
public record Sealed(ContentKey key, byte[] associatedData, byte[] plain, byte[] bytes) {

  /** Plain bytes that differ at every place a mistake could confuse. */
  public static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + (i >>> 8) * 7 + (i >>> 16));
    }
    return bytes;
  }

  static ContentKey testKey() {
    return new ContentKey(
        "key-1", "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] testData() {
    return SealedFormat.associatedData(new AssetId("title-1", 1), "key-1", "video/mp4");
  }

  static Sealed of(int plainLength) {
    return of(testKey(), testData(), pattern(plainLength));
  }

  public static Sealed of(ContentKey key, byte[] associatedData, byte[] plain) {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (OutputStream out = Sealer.sealTo(sink, key, associatedData)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Sealed(key, associatedData, plain, sink.toByteArray());
  }

  Sealed with(byte[] otherBytes) {
    return new Sealed(key, associatedData, plain, otherBytes);
  }

  SealedReader reader() {
    return new SealedReader(source(bytes), key, associatedData, Runnable::run);
  }

  static SealedSource source(byte[] bytes) {
    return new SealedSource() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public CompletionStage<ByteBuffer> read(long offset, int length) {
        return CompletableFuture.completedFuture(ByteBuffer.wrap(bytes, (int) offset, length));
      }
    };
  }

  static byte[] read(SealedReader reader, long offset, int length) {
    return bytes(reader.read(offset, length).toCompletableFuture().join());
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Tink's own reading of the file. */
  InputStream openTink() throws IOException {
    try {
      return new AesGcmHkdfStreaming(
              key.key(), "HmacSha256", ContentKey.KEY_BYTES, SealedFormat.SEGMENT_BYTES, 0)
          .newDecryptingStream(new ByteArrayInputStream(bytes), associatedData);
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException(unavailable);
    }
  }
}
