package tv.coax.seeder.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import tv.coax.bittorrent.metainfo.StreamingMetainfoHasher;

/**
 * Where sealed bytes go: each is hashed for the torrent and written to the file, in runs of 1 MiB.
 * Blocks while the disk is behind. Closing it writes the rest and leaves the file open.
 */
final class SealedSink extends OutputStream {
  private static final int RUN_BYTES = 1 << 20;

  private final FileChannel file;
  private final StreamingMetainfoHasher hasher;
  private final ByteBuffer run = ByteBuffer.allocate(RUN_BYTES);
  private long length;

  SealedSink(FileChannel file, StreamingMetainfoHasher hasher) {
    this.file = file;
    this.hasher = hasher;
  }

  /** The bytes written so far. */
  long length() {
    return length;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int from = offset;
    int left = count;
    while (left > 0) {
      int part = Math.min(left, run.remaining());
      run.put(bytes, from, part);
      from += part;
      left -= part;
      if (!run.hasRemaining()) {
        writeRun();
      }
    }
  }

  @Override
  public void close() throws IOException {
    writeRun();
  }

  private void writeRun() throws IOException {
    run.flip();
    length += run.remaining();
    hasher.update(run.duplicate());
    while (run.hasRemaining()) {
      file.write(run);
    }
    run.clear();
  }
}
