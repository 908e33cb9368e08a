package tv.coax.bittorrent.sim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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
  private static final int FIRST_EPHEMERAL = 20_000;

  /** All that listens anywhere, and how far apart the regions are. */
  static final class Internet {
    private final Map<InetSocketAddress, SimNetwork> listening = new HashMap<>();
    private final long[][] betweenRegions;
    private int ephemeral;
    int nodes = 1;

    /** Peers with bad manners, who leave each other alone. */
    final Set<InetSocketAddress> bots = new LinkedHashSet<>();

    /** One region. */
    Internet() {
      this(new long[1][1]);
    }

    /**
     * @param betweenRegions nanoseconds from region to region, on top of the machines' own
     */
    Internet(long[][] betweenRegions) {
      this.betweenRegions = betweenRegions;
    }

    private int nextPort() {
      return FIRST_EPHEMERAL + ephemeral++ % FIRST_EPHEMERAL;
    }
  }

  /**
   * How a machine is connected.
   *
   * @param region whose distances count
   * @param latencyNanos from the machine to its region, one way
   * @param out bytes a second
   * @param in bytes a second
   * @param loss part of the packets that have to be sent again
   * @param reachable whether others can connect to it
   */
  record Wire(
      int region, long latencyNanos, double out, double in, double loss, boolean reachable) {
    static Wire plain(long latencyNanos, double out, double in) {
      return new Wire(0, latencyNanos, out, in, 0, true);
    }
  }

  final SimWorld world;
  final SimLoop loop;
  final SimBuffers buffers = new SimBuffers();
  private final Internet internet;
  private final InetSocketAddress address;
  private final Wire wire;
  private final Set<SimLink> links = new LinkedHashSet<>();
  private final Queue<SimLink> turns = new ArrayDeque<>();
  private Consumer<Link> accepted = link -> {};
  private boolean sending;
  private long wireInFreeAt;

  SimNetwork(
      SimWorld world, SimLoop loop, Internet internet, InetSocketAddress address, Wire wire) {
    this.world = world;
    this.loop = loop;
    this.internet = internet;
    this.address = address;
    this.wire = wire;
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
    SimNetwork known = internet.listening.get(to);
    if (known != null && !known.wire.reachable()) {
      world.after(
          timeout.toNanos(),
          () -> loop.run(() -> failed.accept(new IOException("The connection timed out."))));
      return;
    }
    long away = known == null ? wire.latencyNanos() : latencyTo(known);
    world.after(2 * away, () -> answered(to, connected, failed));
  }

  private void answered(
      InetSocketAddress to, Consumer<Link> connected, Consumer<Throwable> failed) {
    SimNetwork target = internet.listening.get(to);
    if (loop.killed()) {
      return;
    }
    if (target == null || target.loop.killed()) {
      loop.run(() -> failed.accept(new IOException("Connection refused")));
      return;
    }
    SimLink near = new SimLink(this, to);
    SimLink far =
        new SimLink(target, new InetSocketAddress(address.getAddress(), internet.nextPort()));
    near.join(far);
    links.add(near);
    target.links.add(far);
    target.loop.run(() -> target.accepted.accept(far));
    loop.run(() -> connected.accept(near));
  }

  /** The way between this machine and the other. */
  long latencyTo(SimNetwork other) {
    return wire.latencyNanos()
        + other.wire.latencyNanos()
        + internet.betweenRegions[wire.region()][other.wire.region()];
  }

  boolean losesPacket() {
    return wire.loss() > 0 && world.random.nextDouble() < wire.loss();
  }

  /** The link has packets to send. */
  void wantsTurn(SimLink link) {
    if (!link.waits) {
      link.waits = true;
      turns.add(link);
      sendNext();
    }
  }

  private void sendNext() {
    while (!sending) {
      SimLink link = turns.poll();
      if (link == null) {
        return;
      }
      link.waits = false;
      int bytes = link.takePacket();
      if (bytes > 0) {
        sending = true;
        world.after((long) (bytes / wire.out() * 1e9), () -> sent(link));
      }
    }
  }

  private void sent(SimLink link) {
    sending = false;
    link.packetSent();
    if (link.hasPackets()) {
      wantsTurn(link);
    }
    sendNext();
  }

  /** When a packet that reaches the machine now has come through its wire. */
  long throughWireIn(int bytes) {
    wireInFreeAt = Math.max(world.now(), wireInFreeAt) + (long) (bytes / wire.in() * 1e9);
    return wireInFreeAt;
  }

  void forget(SimLink link) {
    links.remove(link);
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
      List.copyOf(links).get(world.random.nextInt(links.size())).breakOff();
    }
  }
}
