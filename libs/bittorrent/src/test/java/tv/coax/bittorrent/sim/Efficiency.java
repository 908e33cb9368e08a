package tv.coax.bittorrent.sim;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** One seeder and many peers that all begin at once; measured against the fluid bound. */
final class Efficiency {
  private static final int PIECE = Integer.getInteger("sim.piece", 64 << 10);
  private static final int PIECES = Integer.getInteger("sim.pieces", 400);

  private final Setting setting;
  private final SimWorld world = new SimWorld(Long.getLong("sim.seed", 1));
  private final SimFilm film;
  private final SimNode.Place place;

  /**
   * A swarm.
   *
   * @param seeder bytes a second that the seeder sends, by its own limit
   * @param up bytes a second that a peer can send
   * @param down bytes a second that a peer can receive
   * @param superSeed whether the seeder hides what it has (BEP 16)
   */
  record Setting(String name, int peers, long seeder, long up, long down, boolean superSeed) {
    Setting(String name, int peers, long seeder, long up, long down) {
      this(name, peers, seeder, up, down, false);
    }

    /** No swarm can be quicker. */
    double boundSeconds(long bytes) {
      double together = (double) peers * bytes / (seeder + (double) peers * up);
      return Math.max((double) bytes / Math.min(seeder, down), together);
    }
  }

  /**
   * What came of it.
   *
   * @param lastOverBound when the last had everything, over the bound
   * @param medianOverBound when half of them had
   * @param copies what the seeder sent, over the length of the film
   * @param wasted what peers received for nothing, over what they needed
   */
  record Outcome(
      double lastOverBound,
      double medianOverBound,
      double copies,
      double wasted,
      double boundSeconds,
      long events) {
    @Override
    public String toString() {
      return "last over bound %.3f, median %.3f, copies from the seeder %.3f, wasted %.4f; bound %.1f s, %,d events"
          .formatted(lastOverBound, medianOverBound, copies, wasted, boundSeconds, events);
    }
  }

  Efficiency(Setting setting, Path scratch) {
    this.setting = setting;
    this.film =
        SimFilm.make(
            scratch, TorrentVersion.V1, PIECE, List.of(PIECE * PIECES), new SplittableRandom(1));
    this.place =
        new SimNode.Place(
            world, new SimNetwork.Internet(), new SimTracker(world, 30), film, Integer.MAX_VALUE);
  }

  Outcome run() {
    SessionConfig config =
        SessionConfig.defaults().withListen(new InetSocketAddress(6881)).withMaxPeersPerTorrent(50);
    SimNetwork.Wire quick =
        SimNetwork.Wire.plain(10_000_000, Math.max(20e6, 10.0 * setting.seeder()), 20e6);
    SimNode seeder = new SimNode(place, quick, 1_000_000, config.withUploadLimit(setting.seeder()));
    film.putOn(seeder.volume);
    seeder.options(
        TorrentOptions.defaults().withTrustComplete(true).withSuperSeed(setting.superSeed()));
    seeder.start();
    SimNetwork.Wire wire = SimNetwork.Wire.plain(10_000_000, setting.up(), setting.down());
    List<SimNode> peers = new ArrayList<>();
    for (int i = 0; i < setting.peers(); i++) {
      peers.add(new SimNode(place, wire, 1_000_000, config));
    }
    world.run(world.now() + TimeUnit.SECONDS.toNanos(1), () -> false);
    long start = world.now();
    peers.forEach(peer -> place.tracker().came(peer.address));
    peers.forEach(SimNode::start);
    double[] seconds = finish(peers, start);
    long wasted = peers.stream().mapToLong(peer -> peer.status().wastedBytes()).sum();
    double bound = setting.boundSeconds(film.length());
    Arrays.sort(seconds);
    return new Outcome(
        seconds[seconds.length - 1] / bound,
        seconds[seconds.length / 2] / bound,
        (double) seeder.status().uploadedBytes() / film.length(),
        (double) wasted / film.length() / peers.size(),
        bound,
        world.events());
  }

  /** When each had everything. */
  private double[] finish(List<SimNode> peers, long start) {
    List<SimNode> left = new ArrayList<>(peers);
    List<Double> done = new ArrayList<>();
    long step = TimeUnit.MILLISECONDS.toNanos(50);
    while (!left.isEmpty()) {
      world.run(world.now() + step, () -> false);
      left.removeIf(peer -> {
        boolean complete = peer.complete();
        if (complete) {
          done.add((world.now() - start) / 1e9);
        }
        return complete;
      });
      if (world.now() - start > TimeUnit.HOURS.toNanos(1)) {
        throw new IllegalStateException(left.size() + " peers are not complete after an hour.");
      }
    }
    return done.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
