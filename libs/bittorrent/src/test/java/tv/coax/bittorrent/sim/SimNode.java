package tv.coax.bittorrent.sim;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.session.Engine;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.Environment;
import tv.coax.bittorrent.torrent.Torrent;
import tv.coax.bittorrent.torrent.TorrentInvariants;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/** A machine with a disk, on which the engine runs, is killed, and runs again. */
final class SimNode {
  private static final Path RESUME = Path.of("/disk/resume");

  final SimVolume volume;
  final InetSocketAddress address;
  private final Place place;
  private final SimNetwork.Wire wire;
  private final long slowestDiskNanos;
  private final SessionConfig config;
  private TorrentOptions options = TorrentOptions.defaults().withResumeFile(RESUME);
  private boolean everKilled;
  private int events;
  private @Nullable Running running;

  /**
   * Where nodes live.
   *
   * @param checkEvery the invariants are checked after so many events of a node
   */
  record Place(
      SimWorld world,
      SimNetwork.Internet internet,
      SimTracker tracker,
      SimFilm film,
      int checkEvery) {}

  private record Running(SimLoop loop, SimNetwork network, Engine engine, Torrent torrent) {}

  SimNode(Place place, SimNetwork.Wire wire, long slowestDiskNanos, SessionConfig config) {
    this.place = place;
    this.wire = wire;
    this.slowestDiskNanos = slowestDiskNanos;
    this.config = config;
    this.volume = new SimVolume(place.world(), place.film().files());
    this.address = address(place.internet().nodes++);
  }

  static InetSocketAddress address(int number) {
    try {
      byte[] host = {10, 0, (byte) (number >> 8), (byte) number};
      return new InetSocketAddress(InetAddress.getByAddress(host), 6881);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void options(TorrentOptions value) {
    options = value.withResumeFile(RESUME);
  }

  /** Runs the engine, unless it runs. */
  void start() {
    if (running != null) {
      return;
    }
    SimWorld world = place.world();
    SimLoop loop = new SimLoop(world, this::checkNowAndThen);
    SimNetwork network = new SimNetwork(world, loop, place.internet(), address, wire);
    Environment environment =
        new Environment(
            loop,
            network,
            new SimWorkers(world, loop, slowestDiskNanos),
            volume,
            world.random.split());
    Engine engine = new Engine(environment, config);
    engine.listen(address);
    Torrent torrent =
        engine.add(
            place.film().metainfo(),
            SimFilm.DIRECTORY,
            options,
            shared -> List.of(place.tracker().source(loop, address)));
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

  /** As {@link #kill}, and some of what was written is not on the disk. */
  void powerCut() {
    if (running != null) {
      kill();
      volume.powerCut(place.film().files().keySet());
    }
  }

  void breakAnyLink() {
    if (running != null) {
      running.network().breakAny();
    }
  }

  boolean complete() {
    return running != null && TorrentInvariants.isSeeding(running.torrent());
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

  private void checkNowAndThen() {
    if (++events % place.checkEvery() == 0) {
      check();
    }
  }

  /** What must hold at any time. */
  void check() {
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
      long bytes = running.network().buffers.left();
      require(bytes == 0, bytes + " buffers or bytes of them are left");
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(address + ": " + what);
    }
  }
}
