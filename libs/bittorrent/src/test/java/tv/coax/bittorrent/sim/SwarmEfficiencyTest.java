package tv.coax.bittorrent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.storage.StoredFile;

/** How close a swarm comes to what is possible: one slow seeder, many quick leechers. */
class SwarmEfficiencyTest {
  private static final int FILM = Integer.getInteger("sim.film", 8 << 20);
  private static final int PIECE = Integer.getInteger("sim.piece", 64 << 10);
  private static final int LEECHERS = Integer.getInteger("sim.leechers", 8);
  private static final int SEEDER_RATE = 1_300_000;

  @TempDir Path temp;

  /**
   * @param lastOverBound when the last had everything, over the time that one copy takes
   * @param copies what the seeder sent, over the length of the film
   */
  private record Outcome(double lastOverBound, double copies) {}

  @Test
  void theSeederSendsLittleMoreThanOneCopyAndTheLastIsSoonDone() throws Exception {
    Outcome outcome = run();

    assertThat(outcome.lastOverBound()).as("%s", outcome).isLessThan(1.25);
    assertThat(outcome.copies()).as("%s", outcome).isLessThan(1.15);
  }

  private Outcome run() throws Exception {
    SimWorld world = new SimWorld(1);
    byte[] content = new byte[FILM];
    new SplittableRandom(1).nextBytes(content);
    Path file = Files.write(temp.resolve("film"), content);
    Metainfo metainfo =
        new MetainfoBuilder()
            .version(TorrentVersion.V1)
            .pieceLength(PIECE)
            .build(file, (done, total) -> {});
    SimNetwork.Internet internet = new SimNetwork.Internet();
    SimTracker tracker = new SimTracker(world);
    SessionConfig config = SessionConfig.defaults().withListen(new InetSocketAddress(6881));
    SimNode.Wire wire = new SimNode.Wire(1_000_000, 20e6, 20e6, 0, 1_000_000);
    SimNode seeder =
        new SimNode(
            1, world, internet, tracker, metainfo, wire, config.withUploadLimit(SEEDER_RATE));
    StoredFile stored = seeder.volume.file(SimNode.DIRECTORY.resolve("film"));
    stored.write(ByteBuffer.wrap(content), 0);
    stored.close();
    seeder.start(true);
    List<SimNode> leechers = new ArrayList<>();
    for (int i = 0; i < LEECHERS; i++) {
      leechers.add(new SimNode(2 + i, world, internet, tracker, metainfo, wire, config));
    }
    world.run(world.now() + TimeUnit.SECONDS.toNanos(1), () -> false);
    long start = world.now();
    leechers.forEach(node -> node.start(false));
    long limit = start + TimeUnit.HOURS.toNanos(1);
    assertThat(world.run(limit, () -> leechers.stream().allMatch(SimNode::complete))).isTrue();
    double seconds = (world.now() - start) / 1e9;
    double copies = (double) seeder.status().uploadedBytes() / FILM;
    return new Outcome(seconds * SEEDER_RATE / FILM, copies);
  }
}
