package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.net.ReadableFile;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageLimits;
import tv.coax.bittorrent.wire.WireException;

/** A link whose far end takes and says what a test wants. */
public final class ScriptedLink implements Link {
  final List<Message> sent = new ArrayList<>();
  Consumer<LinkHandler> onHandler = handler -> {};
  boolean takes = true;
  public boolean closed;
  boolean paused;
  private final MessageDecoder decoder = new MessageDecoder(new MessageLimits(1 << 20, 1 << 20));
  private long unsent;

  @Override
  public InetSocketAddress remoteAddress() {
    return new InetSocketAddress("192.0.2.7", 7777);
  }

  @Override
  public void handler(LinkHandler handler) {
    onHandler.accept(handler);
  }

  @Override
  public void send(ByteBuf bytes) {
    unsent += takes ? 0 : bytes.readableBytes();
    boolean handshake = bytes.readableBytes() == Handshake.BYTES && bytes.getByte(0) == 19;
    if (handshake) {
      bytes.skipBytes(Handshake.BYTES);
    }
    try {
      decoder.decode(bytes, sent::add);
    } catch (WireException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      bytes.release();
    }
  }

  @Override
  public void send(ReadableFile file, long position, int length) {
    unsent += takes ? 0 : length;
  }

  @Override
  public void flush() {
    // taken at once, or not at all
  }

  /** The far end takes so many bytes of what lies. */
  void take(long bytes) {
    unsent -= Math.min(bytes, unsent);
  }

  @Override
  public long unsentBytes() {
    return unsent;
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
  }

  @Override
  public void close() {
    closed = true;
  }
}
