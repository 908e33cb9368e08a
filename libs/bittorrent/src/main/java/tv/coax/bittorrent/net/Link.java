package tv.coax.bittorrent.net;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * A reliable stream of bytes to one other peer. Used on the loop only. What is sent is buffered
 * until {@link #flush()}.
 */
public interface Link {
  /** The far end. */
  InetSocketAddress remoteAddress();

  /** Who is told what arrives. Set once, before the call that handed out the link returns. */
  void handler(LinkHandler handler);

  /** Sends bytes and takes over the buffer. */
  void send(ByteBuf bytes);

  /**
   * Sends a part of a file without bringing it into this process where the transport can. The file
   * is read late, when the socket takes the bytes. If it cannot be read the link closes.
   */
  void send(ReadableFile file, long position, int length);

  /** Gives what was sent to the transport. */
  void flush();

  /** Bytes that were sent and that the transport has not taken yet. */
  long unsentBytes();

  /** Stops reading, so that the far end is slowed down. */
  void pauseReading();

  void resumeReading();

  /** Closes at once. The handler is told, later. */
  void close();
}
