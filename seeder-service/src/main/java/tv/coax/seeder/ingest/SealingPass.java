package tv.coax.seeder.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import tv.coax.bittorrent.metainfo.StreamingMetainfoHasher;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.protection.sealing.Sealer;

/**
 * The one pass over a film: read, hashed in the clear, sealed, hashed sealed, written. Holds about
 * two megabytes whatever the film's length. When it returns, the sealed bytes are on the disk.
 */
final class SealingPass {
  private static final int RUN_BYTES = 1 << 20;

  /**
   * What the pass found.
   *
   * @param sealedBytes length of the sealed file
   * @param plainSha256 of the film, lower-case hex
   */
  record Result(long sealedBytes, String plainSha256) {}

  private SealingPass() {}

  /**
   * Seals the body into a new file.
   *
   * @throws FilmIncompleteException if the body ends before {@code totalBytes}
   * @throws IOException if the file cannot be written
   */
  static Result run(
      InputStream body,
      long totalBytes,
      Path file,
      ContentKey key,
      byte[] associatedData,
      StreamingMetainfoHasher hasher,
      LongConsumer progress)
      throws IOException {
    MessageDigest sha256 = sha256();
    byte[] run = new byte[RUN_BYTES];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      SealedSink sink = new SealedSink(channel, hasher);
      OutputStream sealing = Sealer.sealTo(sink, key, associatedData);
      long received = 0;
      while (received < totalBytes) {
        int count = read(body, run, received, totalBytes);
        sha256.update(run, 0, count);
        sealing.write(run, 0, count);
        received += count;
        progress.accept(received);
      }
      sealing.close();
      channel.force(true);
      return new Result(sink.length(), HexFormat.of().formatHex(sha256.digest()));
    } finally {
      java.util.Arrays.fill(run, (byte) 0);
    }
  }

  private static int read(InputStream body, byte[] run, long received, long totalBytes)
      throws FilmIncompleteException {
    int count;
    try {
      count = body.read(run, 0, (int) Math.min(run.length, totalBytes - received));
    } catch (IOException broken) {
      FilmIncompleteException incomplete = new FilmIncompleteException(received, totalBytes);
      incomplete.initCause(broken);
      throw incomplete;
    }
    if (count < 0) {
      throw new FilmIncompleteException(received, totalBytes);
    }
    return count;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
