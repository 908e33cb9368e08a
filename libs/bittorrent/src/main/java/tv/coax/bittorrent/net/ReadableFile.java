package tv.coax.bittorrent.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** A file whose bytes can be sent. May be used from any thread. */
public interface ReadableFile {
  /**
   * Moves bytes from the file to the channel, as few copies as the system allows. Returns how many
   * were taken, 0 when the channel is full.
   *
   * @throws IOException if the file cannot be read or ends before {@code position}
   */
  long transferTo(long position, long count, WritableByteChannel target) throws IOException;

  /**
   * The bytes as they lie in memory that the file is mapped to, so that a socket takes them from
   * there without a copy in this process; null where they are not mapped.
   */
  @Nullable ByteBuffer view(long position, int length);

  /**
   * Reads until the buffer is full.
   *
   * @throws IOException if the file cannot be read or ends before the buffer is full
   */
  void read(ByteBuffer target, long position) throws IOException;
}
