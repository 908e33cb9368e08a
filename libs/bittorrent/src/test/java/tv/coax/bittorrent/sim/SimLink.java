package tv.coax.bittorrent.sim;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.net.ReadableFile;
import tv.coax.bittorrent.sim.SimPages.Part;

/**
 * One end of a simulated connection. Bytes leave in packets that wait for their turn on the
 * machine's wire; a little that is sent alone goes between them, as a router's fair queue lets it.
 */
final class SimLink implements Link {
  private static final int PACKET = 16 * 1024;
  private static final int SMALL = 512;
  private static final int RECEIVE_WINDOW = 256 * 1024;
  private static final long RETRANSMIT_NANOS = 300_000_000L;

  private final SimNetwork network;
  private final InetSocketAddress remoteAddress;
  private final List<Part> unflushed = new ArrayList<>();
  private final Deque<Part> outgoing = new ArrayDeque<>();
  private final Deque<Packet> incoming = new ArrayDeque<>();
  private @Nullable SimLink other;
  private @Nullable LinkHandler handler;
  private @Nullable Packet onTheWire;
  private long unsent;
  private long inFlight;
  private long lastArrival;
  private long lastDelivery;
  private boolean paused;
  private boolean closed;

  /** Whether it waits for its turn on the wire. */
  boolean waits;

  private record Packet(List<Part> parts, int length) {}

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
    put(new Part(copy, 0, copy.length));
  }

  @Override
  public void send(ReadableFile file, long position, int length) {
    try {
      ((SimVolume.SimFile) file).parts(position, length).forEach(this::put);
    } catch (IOException e) {
      close();
    }
  }

  private void put(Part part) {
    if (!closed) {
      unflushed.add(part);
      unsent += part.length();
    }
  }

  @Override
  public void flush() {
    boolean idle = outgoing.isEmpty() && onTheWire == null;
    outgoing.addAll(unflushed);
    unflushed.clear();
    if (idle && unsent <= SMALL && !closed && !outgoing.isEmpty()) {
      leave(cut());
    } else if (hasPackets()) {
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
    onTheWire = cut();
    return onTheWire.length();
  }

  private Packet cut() {
    List<Part> parts = new ArrayList<>(3);
    int length = 0;
    while (length < PACKET && !outgoing.isEmpty()) {
      Part part = outgoing.remove();
      if (part.length() > PACKET) {
        outgoing.addFirst(new Part(part.bytes(), part.from() + PACKET, part.length() - PACKET));
        part = new Part(part.bytes(), part.from(), PACKET);
      }
      parts.add(part);
      length += part.length();
    }
    return new Packet(parts, length);
  }

  void packetSent() {
    Packet packet = onTheWire;
    onTheWire = null;
    if (packet != null && !closed) {
      leave(packet);
      if (handler != null) {
        LinkHandler told = handler;
        network.loop.run(told::drained);
      }
    }
  }

  private void leave(Packet packet) {
    unsent -= packet.length();
    inFlight += packet.length();
    SimLink target = far();
    long arrival = network.world.now() + network.latencyTo(target.network);
    if (network.losesPacket()) {
      arrival += RETRANSMIT_NANOS;
    }
    lastArrival = Math.max(lastArrival, arrival);
    network.world.at(lastArrival, () -> target.reached(packet));
  }

  /** The packet is at the far side of this machine's wire. */
  private void reached(Packet packet) {
    if (packet.length() > SMALL) {
      lastDelivery = Math.max(lastDelivery, network.throughWireIn(packet.length()));
    }
    if (lastDelivery > network.world.now()) {
      network.world.at(lastDelivery, () -> arrived(packet));
    } else {
      arrived(packet);
    }
  }

  private void arrived(Packet packet) {
    incoming.add(packet);
    deliver();
  }

  private void deliver() {
    while (!paused && !closed && handler != null && !incoming.isEmpty()) {
      Packet packet = incoming.remove();
      far().acknowledged(packet.length());
      for (Part part : packet.parts()) {
        LinkHandler told = handler;
        if (told != null) {
          ByteBuf bytes = network.buffers.wrap(part);
          network.loop.run(() -> told.received(bytes));
          bytes.release();
        }
      }
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
    close();
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
