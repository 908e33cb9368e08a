package tv.coax.bittorrent.sim;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.net.ReadableFile;

/** One end of a simulated connection. */
final class SimLink implements Link {
  private static final int PACKET = 16 * 1024;
  private static final int RECEIVE_WINDOW = 256 * 1024;
  private static final long RETRANSMIT_NANOS = 300_000_000L;

  private final SimNetwork network;
  private final InetSocketAddress remoteAddress;
  private final Deque<byte[]> unflushed = new ArrayDeque<>();
  private final Deque<byte[]> outgoing = new ArrayDeque<>();
  private final Deque<byte[]> incoming = new ArrayDeque<>();
  private @Nullable SimLink other;
  private @Nullable LinkHandler handler;
  private byte @Nullable [] onTheWire;
  private long unsent;
  private long inFlight;
  private long lastArrival;
  private boolean paused;
  private boolean closed;

  SimLink(SimNetwork network, InetSocketAddress remoteAddress) {
    this.network = network;
    this.remoteAddress = remoteAddress;
  }

  void join(SimLink far) {
    other = far;
    far.other = this;
  }

  private SimLink far() {
    if (other == null) {
      throw new IllegalStateException("The link has no other end.");
    }
    return other;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public void handler(LinkHandler newHandler) {
    handler = newHandler;
  }

  @Override
  public void send(ByteBuf bytes) {
    byte[] copy = new byte[bytes.readableBytes()];
    bytes.readBytes(copy);
    bytes.release();
    put(copy);
  }

  @Override
  public void send(ReadableFile file, long position, int length) {
    byte[] bytes = new byte[length];
    try {
      file.read(ByteBuffer.wrap(bytes), position);
      put(bytes);
    } catch (IOException e) {
      close();
    }
  }

  private void put(byte[] bytes) {
    if (!closed) {
      unflushed.add(bytes);
      unsent += bytes.length;
    }
  }

  @Override
  public void flush() {
    while (!unflushed.isEmpty()) {
      byte[] bytes = unflushed.remove();
      for (int at = 0; at < bytes.length; at += PACKET) {
        outgoing.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PACKET)));
      }
    }
    if (hasPackets()) {
      network.wantsTurn(this);
    }
  }

  boolean hasPackets() {
    return !closed && !outgoing.isEmpty() && inFlight < RECEIVE_WINDOW;
  }

  int takePacket() {
    if (!hasPackets()) {
      return 0;
    }
    onTheWire = outgoing.remove();
    return onTheWire.length;
  }

  void packetSent() {
    byte[] packet = onTheWire;
    onTheWire = null;
    if (packet == null || closed) {
      return;
    }
    unsent -= packet.length;
    inFlight += packet.length;
    SimLink target = far();
    long arrival = network.world.now() + network.latencyTo(target.network);
    if (network.losesPacket()) {
      arrival += RETRANSMIT_NANOS;
    }
    lastArrival = Math.max(lastArrival, arrival);
    network.world.at(
        lastArrival,
        () ->
            network.world.at(
                target.network.throughWireIn(packet.length), () -> target.arrived(packet)));
    if (handler != null) {
      LinkHandler told = handler;
      network.loop.run(told::drained);
    }
  }

  private void arrived(byte[] packet) {
    incoming.add(packet);
    deliver();
  }

  private void deliver() {
    while (!paused && !closed && handler != null && !incoming.isEmpty()) {
      byte[] packet = incoming.remove();
      far().acknowledged(packet.length);
      ByteBuf bytes = network.allocator.buffer(packet.length).writeBytes(packet);
      LinkHandler told = handler;
      network.loop.run(() -> told.received(bytes));
      bytes.release();
    }
  }

  private void acknowledged(int bytes) {
    inFlight -= bytes;
    if (hasPackets()) {
      network.wantsTurn(this);
    }
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
    network.loop.execute(this::deliver);
  }

  @Override
  public void close() {
    if (!closed) {
      end();
      SimLink target = far();
      network.world.after(network.latencyTo(target.network), target::end);
    }
  }

  /** Both ends find the connection gone. */
  void breakOff() {
    end();
    SimLink target = far();
    network.world.after(network.latencyTo(target.network), target::end);
  }

  private void end() {
    if (!closed) {
      closed = true;
      network.forget(this);
      LinkHandler told = handler;
      handler = null;
      if (told != null) {
        network.loop.execute(told::closed);
      }
    }
  }
}
