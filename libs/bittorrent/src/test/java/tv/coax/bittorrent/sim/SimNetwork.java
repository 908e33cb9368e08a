package tv.coax.bittorrent.sim;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.Network;

/**
 * The network of one simulated machine: a wire out and a wire in, each with a rate; every packet
 * takes the latency of the path, and now and then a lost one comes late.
 */
final class SimNetwork implements Network {
  /** All that listens anywhere. */
  static final class Internet {
    private final Map<InetSocketAddress, SimNetwork> listening = new HashMap<>();
    private int ephemeral = 20_000;
    int nodes = 1;
  }

  final SimWorld world;
  final SimLoop loop;
  final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  private final Internet internet;
  private final InetSocketAddress address;
  private final long latencyNanos;
  private final double bytesPerSecondOut;
  private final double bytesPerSecondIn;
  private final double loss;
  private final List<SimLink> links = new ArrayList<>();
  private final Queue<SimLink> turns = new ArrayDeque<>();
  private Consumer<Link> accepted = link -> {};
  private boolean sending;
  private long wireInFreeAt;

  SimNetwork(
      SimWorld world,
      SimLoop loop,
      Internet internet,
      InetSocketAddress address,
      long latencyNanos,
      double bytesPerSecondOut,
      double bytesPerSecondIn,
      double loss) {
    this.world = world;
    this.loop = loop;
    this.internet = internet;
    this.address = address;
    this.latencyNanos = latencyNanos;
    this.bytesPerSecondOut = bytesPerSecondOut;
    this.bytesPerSecondIn = bytesPerSecondIn;
    this.loss = loss;
  }

  @Override
  public CompletionStage<Listener> listen(InetSocketAddress wanted, Consumer<Link> consumer) {
    accepted = consumer;
    internet.listening.put(address, this);
    return CompletableFuture.completedStage(
        new Listener() {
          @Override
          public InetSocketAddress address() {
            return address;
          }

          @Override
          public CompletionStage<Void> close() {
            internet.listening.remove(address, SimNetwork.this);
            return CompletableFuture.completedStage(null);
          }
        });
  }

  @Override
  public void connect(
      InetSocketAddress to,
      Duration timeout,
      Consumer<Link> connected,
      Consumer<Throwable> failed) {
    world.after(
        latencyNanos * 2,
        () -> {
          SimNetwork target = internet.listening.get(to);
          if (loop.killed()) {
            return;
          }
          if (target == null || target.loop.killed()) {
            loop.run(() -> failed.accept(new IOException("Connection refused")));
            return;
          }
          InetSocketAddress here =
              new InetSocketAddress(address.getAddress(), internet.ephemeral++ % 60_000);
          SimLink near = new SimLink(this, to);
          SimLink far = new SimLink(target, here);
          near.join(far);
          links.add(near);
          target.links.add(far);
          target.loop.run(() -> target.accepted.accept(far));
          loop.run(() -> connected.accept(near));
        });
  }

  /** Half of the way between this machine and the other. */
  long latencyTo(SimNetwork other) {
    return latencyNanos + other.latencyNanos;
  }

  boolean losesPacket() {
    return world.random.nextDouble() < loss;
  }

  /** The link has packets to send. */
  void wantsTurn(SimLink link) {
    if (!turns.contains(link)) {
      turns.add(link);
    }
    sendNext();
  }

  private void sendNext() {
    if (sending) {
      return;
    }
    SimLink link = turns.poll();
    if (link == null) {
      return;
    }
    int bytes = link.takePacket();
    if (bytes == 0) {
      sendNext();
      return;
    }
    sending = true;
    world.after(
        (long) (bytes / bytesPerSecondOut * 1e9),
        () -> {
          sending = false;
          link.packetSent();
          if (link.hasPackets()) {
            turns.add(link);
          }
          sendNext();
        });
  }

  /** When a packet that reaches the machine now has come through its wire. */
  long throughWireIn(int bytes) {
    wireInFreeAt = Math.max(world.now(), wireInFreeAt) + (long) (bytes / bytesPerSecondIn * 1e9);
    return wireInFreeAt;
  }

  void forget(SimLink link) {
    links.remove(link);
    turns.remove(link);
  }

  int links() {
    return links.size();
  }

  /** The process is gone: its links break. */
  void kill() {
    internet.listening.remove(address, this);
    List.copyOf(links).forEach(SimLink::breakOff);
    links.clear();
    turns.clear();
  }

  /** Breaks one connection, as the network does at times. */
  void breakAny() {
    if (!links.isEmpty()) {
      links.get(world.random.nextInt(links.size())).breakOff();
    }
  }
}
