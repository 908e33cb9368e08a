package tv.coax.bittorrent.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.storage.StoredFile;
import tv.coax.bittorrent.torrent.TorrentStatus;

/**
 * A swarm in which, by chance, nearly everything goes wrong, and in which everybody must finish.
 */
final class Scenario {
  private static final long LIMIT = TimeUnit.MINUTES.toNanos(60);
  private static final long TROUBLE_SECONDS = 40;

  private final SimWorld world;
  private final SplittableRandom random;
  private final SimNetwork.Internet internet = new SimNetwork.Internet();
  private final SimTracker tracker;
  private final Path temp;
  private final Metainfo metainfo;
  private final byte[] content;
  private final List<SimNode> seeds = new ArrayList<>();
  private final List<SimNode> leechers = new ArrayList<>();
  private boolean liar;
  private int kills;
  private int fullDisks;

  /** What went wrong on the way, so that a test can see that something did. */
  record Trouble(int kills, int fullDisks, int hashFailures, int bans) {
    Trouble plus(Trouble other) {
      return new Trouble(
          kills + other.kills,
          fullDisks + other.fullDisks,
          hashFailures + other.hashFailures,
          bans + other.bans);
    }
  }

  Scenario(long seed, Path temp) {
    this.world = new SimWorld(seed);
    this.random = world.random.split();
    this.tracker = new SimTracker(world);
    this.temp = temp;
    this.content = new byte[50_000 + random.nextInt(1_500_000)];
    random.nextBytes(content);
    this.metainfo = metainfo(seed);
  }

  private Metainfo metainfo(long seed) {
    TorrentVersion[] versions = TorrentVersion.values();
    try {
      Path file = Files.write(temp.resolve("film"), content);
      return new MetainfoBuilder()
          .version(versions[(int) Math.floorMod(seed, versions.length)])
          .pieceLength(1 << (14 + random.nextInt(4)))
          .build(file, (done, total) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs to the end; throws with what went wrong. Returns the trace. */
  long run() {
    int seedCount = 1 + random.nextInt(2);
    int leecherCount = 2 + random.nextInt(9);
    for (int i = 0; i < seedCount; i++) {
      seeds.add(seed(content));
    }
    liar = random.nextInt(3) == 0;
    if (liar) {
      seed(lies());
    }
    for (int i = 0; i < leecherCount; i++) {
      SimNode node = node();
      leechers.add(node);
      world.after(seconds(random.nextDouble() * 5), () -> node.start(false));
      trouble(node);
    }
    boolean done = world.run(LIMIT, this::everybodyIsComplete);
    if (!done) {
      throw new IllegalStateException("Not everybody is complete: " + progress());
    }
    leechers.forEach(this::checkContent);
    checkBans();
    return closeAll();
  }

  private SimNode seed(byte[] bytes) {
    SimNode node = node();
    try {
      for (LayoutFile file : metainfo.storedFiles()) {
        Path path = SimNode.DIRECTORY.resolve(file.pathText());
        StoredFile stored = node.volume.file(path);
        stored.write(ByteBuffer.wrap(bytes), 0);
        stored.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    node.start(true);
    return node;
  }

  private byte[] lies() {
    byte[] bytes = content.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)]++;
    }
    return bytes;
  }

  private SimNode node() {
    double rate = 100_000 * Math.pow(50, random.nextDouble());
    SimNode.Wire wire =
        new SimNode.Wire(
            1_000_000L + random.nextLong(60_000_000L),
            rate,
            rate * (1 + random.nextInt(5)),
            random.nextInt(3) == 0 ? random.nextDouble() * 0.03 : 0,
            1_000_000L + random.nextLong(20_000_000L));
    SessionConfig config =
        SessionConfig.defaults()
            .withListen(new InetSocketAddress(6881))
            .withMaxPeersPerTorrent(12)
            .withUploadSlots(2 + random.nextInt(4))
            .withUploadLimit(random.nextInt(4) == 0 ? 150_000 : 0)
            .withDownloadLimit(random.nextInt(6) == 0 ? 200_000 : 0);
    int number = internet.nodes++;
    return new SimNode(number, world, internet, tracker, metainfo, wire, config);
  }

  private void trouble(SimNode node) {
    if (random.nextInt(3) == 0) {
      double when = 1 + random.nextDouble() * TROUBLE_SECONDS;
      world.after(seconds(when), () -> kill(node));
      world.after(seconds(when + 0.5 + random.nextDouble() * 10), () -> node.start(false));
    }
    if (random.nextInt(4) == 0) {
      double when = random.nextDouble() * TROUBLE_SECONDS / 2;
      world.after(seconds(when), () -> node.volume.capacity(node.volume.used() + 100_000));
      world.after(seconds(when + 19), () -> noteFullDisk(node));
      world.after(seconds(when + 20), () -> node.volume.capacity(Long.MAX_VALUE));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      world.after(seconds(random.nextDouble() * TROUBLE_SECONDS), node::breakAnyLink);
    }
  }

  private void kill(SimNode node) {
    if (node.isRunning()) {
      kills++;
      node.kill();
    }
  }

  /** Call after {@link #run}. */
  Trouble trouble() {
    int failures = 0;
    int bans = 0;
    for (SimNode node : leechers) {
      failures += node.status().hashFailures();
      bans += node.torrent().closes().getOrDefault(CloseReason.CORRUPT_BLOCK, 0);
    }
    return new Trouble(kills, fullDisks, failures, bans);
  }

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }

  private void noteFullDisk(SimNode node) {
    if (node.isRunning() && node.status().state() == TorrentStatus.State.DISK_FULL) {
      fullDisks++;
    }
  }

  private boolean everybodyIsComplete() {
    return world.now() > seconds(TROUBLE_SECONDS + 15)
        && leechers.stream().allMatch(SimNode::complete);
  }

  private void checkContent(SimNode node) {
    for (LayoutFile file : metainfo.storedFiles()) {
      byte[] there = node.volume.bytes(SimNode.DIRECTORY.resolve(file.pathText()));
      if (!Arrays.equals(there, content)) {
        throw new IllegalStateException(node.address + " is complete with wrong bytes.");
      }
    }
  }

  private void checkBans() {
    for (SimNode node : leechers) {
      int bans = node.torrent().closes().getOrDefault(CloseReason.CORRUPT_BLOCK, 0);
      if (bans > (liar ? 1 : 0)) {
        throw new IllegalStateException(node.address + " banned " + bans + " peers.");
      }
      if (!liar && node.status().hashFailures() > 0) {
        throw new IllegalStateException(node.address + " had a hash failure without a liar.");
      }
    }
  }

  private long closeAll() {
    seeds.forEach(SimNode::close);
    leechers.forEach(SimNode::close);
    world.run(world.now() + seconds(60), () -> false);
    seeds.forEach(SimNode::checkNothingIsLeft);
    leechers.forEach(SimNode::checkNothingIsLeft);
    return world.trace();
  }

  private List<String> progress() {
    List<String> all = new ArrayList<>();
    for (SimNode node : leechers) {
      all.add(node.address + " " + (node.isRunning() ? node.status() : "down"));
    }
    return all;
  }
}
