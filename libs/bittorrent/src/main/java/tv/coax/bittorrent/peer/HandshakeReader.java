package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.WireException;

/** Waits for a link's first 68 bytes, for a bounded time, and then gives the link away. */
public final class HandshakeReader implements LinkHandler {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Link link;
  private final Taker taker;
  private final Timer timeout;
  private final byte[] bytes = new byte[Handshake.BYTES];
  private int filled;
  private boolean done;
  private @Nullable LinkHandler next;

  /** Is told what came of it, exactly once. */
  public interface Taker {
    /**
     * A handshake. Returns who is told all that follows on the link, or null if the link was
     * closed.
     */
    @Nullable LinkHandler handshake(Link link, Handshake handshake);

    /** There will be none; the link is closed. */
    void failed(CloseReason reason);
  }

  private HandshakeReader(Link link, Loop loop, Taker taker) {
    this.link = link;
    this.taker = taker;
    this.timeout = loop.after(PATIENCE, () -> fail(CloseReason.HANDSHAKE_TIMEOUT));
  }

  /** Reads the handshake of the far end from the link. */
  public static void read(Link link, Loop loop, Taker taker) {
    link.handler(new HandshakeReader(link, loop, taker));
  }

  @Override
  public void received(ByteBuf in) {
    if (next == null && !done) {
      int taken = Math.min(bytes.length - filled, in.readableBytes());
      in.readBytes(bytes, filled, taken);
      filled += taken;
      if (filled == bytes.length) {
        parse();
      }
    }
    if (next != null && in.isReadable()) {
      next.received(in);
    }
  }

  private void parse() {
    try {
      Handshake handshake = Handshake.parse(bytes);
      done = true;
      timeout.cancel();
      next = taker.handshake(link, handshake);
      if (next != null) {
        link.handler(next);
      }
    } catch (WireException e) {
      fail(CloseReason.PROTOCOL_ERROR);
    }
  }

  private void fail(CloseReason reason) {
    if (!done) {
      done = true;
      timeout.cancel();
      link.close();
      taker.failed(reason);
    }
  }

  @Override
  public void drained() {
    // nothing waits to be sent
  }

  @Override
  public void closed() {
    fail(CloseReason.REMOTE_CLOSED);
  }
}
