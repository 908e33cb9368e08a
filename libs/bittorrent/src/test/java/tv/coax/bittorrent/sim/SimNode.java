package tv.coax.bittorrent.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.session.Engine;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.Environment;
import tv.coax.bittorrent.torrent.Torrent;
import tv.coax.bittorrent.torrent.TorrentInvariants;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** A machine with a disk, on which the engine runs, is killed, and runs again. */
final class SimNode {
  static final Path DIRECTORY = Path.of("/disk");
  private static final Path RESUME = Path.of("/disk/resume");

  final SimVolume volume;
  final InetSocketAddress address;
  private final SimWorld world;
  private final SimNetwork.Internet internet;
  private final SimTracker tracker;
  private final Metainfo metainfo;
  private final Wire wire;
  private final SessionConfig config;
  private boolean everKilled;
  private @Nullable Running running;

  /** Rates and delay of the machine's connection. */
  record Wire(long latencyNanos, double out, double in, double loss, long slowestDiskNanos) {}

  private record Running(SimLoop loop, SimNetwork network, Engine engine, Torrent torrent) {}

  SimNode(
      int number,
      SimWorld world,
      SimNetwork.Internet internet,
      SimTracker tracker,
      Metainfo metainfo,
      Wire wire,
      SessionConfig config) {
    this.world = world;
    this.internet = internet;
    this.tracker = tracker;
    this.metainfo = metainfo;
    this.wire = wire;
    this.config = config;
    this.volume = new SimVolume(world);
    this.address = address(number);
    world.invariant(this::check);
  }

  private static InetSocketAddress address(int number) {
    try {
      byte[] host = {10, 0, (byte) (number >> 8), (byte) number};
      return new InetSocketAddress(InetAddress.getByAddress(host), 6881);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void start(boolean complete) {
    if (running != null) {
      return;
    }
    SimLoop loop = new SimLoop(world);
    SimNetwork network =
        new SimNetwork(
            world,
            loop,
            internet,
            address,
            wire.latencyNanos(),
            wire.out(),
            wire.in(),
            wire.loss());
    Environment environment =
        new Environment(
            loop,
            network,
            new SimWorkers(world, loop, wire.slowestDiskNanos()),
            volume,
            world.random.split());
    Engine engine = new Engine(environment, config);
    engine.listen(address);
    Torrent torrent =
        engine.add(
            metainfo,
            DIRECTORY,
            TorrentOptions.defaults().withResumeFile(RESUME).withTrustComplete(complete),
            shared -> List.of(tracker.source(loop, address)));
    running = new Running(loop, network, engine, torrent);
  }

  boolean isRunning() {
    return running != null;
  }

  void kill() {
    if (running != null) {
      everKilled = true;
      running.loop().kill();
      running.network().kill();
      running = null;
    }
  }

  void breakAnyLink() {
    if (running != null) {
      running.network().breakAny();
    }
  }

  boolean complete() {
    return running != null && status().state() == TorrentStatus.State.SEEDING;
  }

  TorrentStatus status() {
    return running().torrent().status();
  }

  Torrent torrent() {
    return running().torrent();
  }

  private Running running() {
    if (running == null) {
      throw new IllegalStateException("The node is down.");
    }
    return running;
  }

  void close() {
    if (running != null) {
      running.engine().close();
    }
  }

  private void check() {
    if (running != null) {
      TorrentInvariants.check(running.torrent(), config.maxPeersPerTorrent());
    }
  }

  /** After closing: nothing may be left behind. */
  void checkNothingIsLeft() {
    if (running == null) {
      return;
    }
    require(running.loop().timers() == 0, running.loop().timers() + " timers are left");
    require(running.network().links() == 0, running.network().links() + " links are left");
    if (!everKilled) {
      require(volume.openFiles() == 0, volume.openFiles() + " files are open");
      long bytes =
          running.network().allocator.metric().usedDirectMemory()
              + running.network().allocator.metric().usedHeapMemory();
      require(bytes == 0, bytes + " bytes of buffers are left");
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(address + ": " + what);
    }
  }
}
