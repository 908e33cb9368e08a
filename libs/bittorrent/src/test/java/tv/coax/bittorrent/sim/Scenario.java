package tv.coax.bittorrent.sim;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.TorrentInvariants;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

/**
 * A swarm in which, by chance, nearly everything goes wrong, and in which everybody who stays must
 * finish.
 */
final class Scenario {
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(60);
  private static final double TROUBLE_SECONDS = 40;

  /** One seed of so many makes a large swarm. */
  private static final int LARGE_EVERY = 25;

  private final SimWorld world;
  private final SplittableRandom random;
  private final SimNetwork.Internet internet;
  private final SimNode.Place place;
  private final Topology topology;
  private final int size;
  private final List<SimNode> seeds = new ArrayList<>();
  private final List<SimNode> leechers = new ArrayList<>();
  private final Set<SimNode> left = new HashSet<>();
  private final List<SimBot> bots = new ArrayList<>();
  private final Set<InetSocketAddress> liars = new HashSet<>();
  private int kills;
  private int fullDisks;
  private int lookAt;

  /** What went wrong on the way, so that a test can see that something did. */
  record Trouble(int peers, int kills, int left, int fullDisks, int hashFailures, int bans) {
    static final Trouble NONE = new Trouble(0, 0, 0, 0, 0, 0);

    Trouble plus(Trouble other) {
      return new Trouble(
          peers + other.peers,
          kills + other.kills,
          left + other.left,
          fullDisks + other.fullDisks,
          hashFailures + other.hashFailures,
          bans + other.bans);
    }
  }

  Scenario(long seed, Path scratch) {
    this.world = new SimWorld(seed);
    this.random = world.random.split();
    this.size = seed % LARGE_EVERY == 0 ? 100 + random.nextInt(201) : 2 + random.nextInt(11);
    this.topology = new Topology(random.split());
    this.internet = new SimNetwork.Internet(topology.betweenRegions());
    this.place =
        new SimNode.Place(
            world, internet, new SimTracker(world, 8), film(seed, scratch), 1 + size / 4);
  }

  private SimFilm film(long seed, Path scratch) {
    TorrentVersion[] versions = TorrentVersion.values();
    List<Integer> lengths = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      lengths.add(20_000 + random.nextInt(500_000));
    }
    return SimFilm.make(
        scratch,
        versions[(int) Math.floorMod(seed, versions.length)],
        1 << (14 + random.nextInt(4)),
        lengths,
        random.split());
  }

  /** Runs to the end; throws with what went wrong. Returns the trace. */
  long run() {
    for (int i = random.nextInt(2) + size / 100; i >= 0; i--) {
      seeds.add(seed());
    }
    if (random.nextInt(3) == 0) {
      liar();
    }
    for (int i = 0; i < size; i++) {
      leecher();
    }
    for (int i = random.nextInt(3) * (1 + size / 20); i > 0; i--) {
      bot();
    }
    if (!world.run(LIMIT, this::everybodyIsComplete)) {
      throw new IllegalStateException("Not everybody is complete: " + progress());
    }
    stayed().forEach(this::checkOutcome);
    return closeAll();
  }

  private SimNode seed() {
    SimNode node = node(true);
    place.film().putOn(node.volume);
    node.options(
        TorrentOptions.defaults().withTrustComplete(true).withSuperSeed(random.nextInt(3) == 0));
    node.start();
    if (random.nextInt(5) == 0) {
      double when = random.nextDouble() * TROUBLE_SECONDS;
      after(when, () -> kill(node, random.nextBoolean()));
      after(when + 1 + random.nextDouble() * 10, node::start);
    }
    return node;
  }

  private void liar() {
    SimNode node = node(true);
    place.film().putLiesOn(node.volume, random);
    node.options(TorrentOptions.defaults().withTrustComplete(true));
    liars.add(node.address);
    seeds.add(node);
    node.start();
  }

  private void leecher() {
    SimNode node = node(random.nextInt(3) > 0);
    node.options(TorrentOptions.defaults().withSequential(random.nextInt(6) == 0));
    leechers.add(node);
    after(random.nextInt(4) == 0 ? random.nextDouble() * 30 : random.nextDouble() * 3, node::start);
    trouble(node);
  }

  private void bot() {
    SimBot.Habit[] habits = SimBot.Habit.values();
    SimBot bot = new SimBot(place, topology.wire(true), habits[random.nextInt(habits.length)]);
    liars.add(bot.address);
    bots.add(bot);
  }

  private SimNode node(boolean reachable) {
    SessionConfig config =
        SessionConfig.defaults()
            .withListen(new InetSocketAddress(6881))
            .withMaxPeersPerTorrent(12 + random.nextInt(12))
            .withUploadSlots(2 + random.nextInt(4))
            .withUploadLimit(random.nextInt(4) == 0 ? 150_000 : 0)
            .withDownloadLimit(random.nextInt(6) == 0 ? 200_000 : 0);
    return new SimNode(
        place, topology.wire(reachable), 1_000_000L + random.nextLong(20_000_000L), config);
  }

  private void trouble(SimNode node) {
    double when = 1 + random.nextDouble() * TROUBLE_SECONDS;
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        boolean dark = random.nextBoolean();
        after(when, () -> kill(node, dark));
        after(when + 0.5 + random.nextDouble() * 10, node::start);
      }
      case 2 -> after(when, () -> leave(node));
      case 3, 4 -> {
        after(when / 2, () -> node.volume.capacity(node.volume.used() + 100_000));
        after(when / 2 + 19, () -> noteFullDisk(node));
        after(when / 2 + 20, () -> node.volume.capacity(Long.MAX_VALUE));
      }
      default -> {}
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      after(random.nextDouble() * TROUBLE_SECONDS, node::breakAnyLink);
    }
  }

  private void after(double seconds, Runnable task) {
    world.after((long) (seconds * 1e9), task);
  }

  private void kill(SimNode node, boolean dark) {
    if (node.isRunning()) {
      kills++;
      if (dark) {
        node.powerCut();
      } else {
        node.kill();
      }
    }
  }

  private void leave(SimNode node) {
    if (leechers.size() - left.size() > 1) {
      left.add(node);
      node.close();
    }
  }

  private void noteFullDisk(SimNode node) {
    if (node.isRunning() && node.status().state() == TorrentStatus.State.DISK_FULL) {
      fullDisks++;
    }
  }

  private List<SimNode> stayed() {
    return leechers.stream().filter(node -> !left.contains(node)).toList();
  }

  private boolean everybodyIsComplete() {
    if (world.now() < (TROUBLE_SECONDS + 25) * 1e9) {
      return false;
    }
    while (lookAt < size && isDone(leechers.get(lookAt))) {
      lookAt++;
    }
    if (lookAt < size) {
      return false;
    }
    lookAt = 0;
    return leechers.stream().allMatch(this::isDone);
  }

  private boolean isDone(SimNode node) {
    return node.complete() || left.contains(node);
  }

  private void checkOutcome(SimNode node) {
    node.check();
    if (!place.film().isOn(node.volume)) {
      throw new IllegalStateException(node.address + " is complete with wrong bytes.");
    }
    Set<InetSocketAddress> wronged = new HashSet<>(TorrentInvariants.banned(node.torrent()));
    wronged.removeAll(liars);
    if (!wronged.isEmpty()) {
      throw new IllegalStateException(node.address + " banned the honest " + wronged);
    }
    if (liars.isEmpty() && node.status().hashFailures() > 0) {
      throw new IllegalStateException(node.address + " had a hash failure without a liar.");
    }
  }

  private long closeAll() {
    bots.forEach(SimBot::close);
    seeds.forEach(SimNode::close);
    leechers.forEach(SimNode::close);
    world.run(world.now() + TimeUnit.SECONDS.toNanos(60), () -> false);
    seeds.forEach(SimNode::checkNothingIsLeft);
    leechers.forEach(SimNode::checkNothingIsLeft);
    return world.trace();
  }

  private List<String> progress() {
    List<String> all = new ArrayList<>();
    List<SimNode> watched = new ArrayList<>(seeds);
    watched.addAll(stayed());
    for (SimNode node : watched) {
      if (!node.complete() || seeds.contains(node)) {
        all.add(node.address + " " + (node.isRunning() ? node.status() : "down"));
      }
    }
    return all;
  }

  /** Call after {@link #run}. */
  Trouble trouble() {
    int failures = 0;
    int bans = 0;
    for (SimNode node : stayed()) {
      failures += node.status().hashFailures();
      bans += node.torrent().closes().getOrDefault(CloseReason.CORRUPT_BLOCK, 0);
    }
    return new Trouble(size, kills, left.size(), fullDisks, failures, bans);
  }

  /** Regions with distances between them, and how machines in them are connected. */
  private static final class Topology {
    private final SplittableRandom random;
    private final long[][] between;

    Topology(SplittableRandom random) {
      this.random = random;
      this.between = new long[1 + random.nextInt(4)][];
      for (int from = 0; from < between.length; from++) {
        between[from] = new long[between.length];
        for (int to = 0; to < from; to++) {
          between[from][to] = random.nextLong(120_000_000L);
          between[to][from] = between[from][to];
        }
      }
    }

    long[][] betweenRegions() {
      return between;
    }

    SimNetwork.Wire wire(boolean reachable) {
      double out = 100_000 * Math.pow(50, random.nextDouble());
      double in = out * (random.nextBoolean() ? 1 : 4 + random.nextInt(16));
      return new SimNetwork.Wire(
          random.nextInt(between.length),
          1_000_000L + random.nextLong(30_000_000L),
          out,
          in,
          random.nextInt(3) == 0 ? random.nextDouble() * 0.03 : 0,
          reachable);
    }
  }
}
