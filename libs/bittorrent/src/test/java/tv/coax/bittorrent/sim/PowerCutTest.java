package tv.coax.bittorrent.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** A box that is switched off at the wall just after it was shut down in order. */
class PowerCutTest {
  private static final int PIECE = 64 << 10;
  private static final int LENGTH = 100 * PIECE;

  @TempDir Path temp;

  private final SimWorld world = new SimWorld(1);

  @Test
  void whatACleanEndVouchesForIsOnTheDisk() {
    SimFilm film =
        SimFilm.make(temp, TorrentVersion.V1, PIECE, List.of(LENGTH), new SplittableRandom(1));
    SimNode.Place place =
        new SimNode.Place(world, new SimNetwork.Internet(), new SimTracker(world, 30), film, 1);
    SessionConfig config = SessionConfig.defaults().withListen(new InetSocketAddress(6881));
    SimNetwork.Wire wire = SimNetwork.Wire.plain(1_000_000, 1e6, 1e6);
    SimNode seeder = new SimNode(place, wire, 1_000_000, config);
    film.putOn(seeder.volume);
    seeder.options(TorrentOptions.defaults().withTrustComplete(true));
    SimNode box = new SimNode(place, wire, 1_000_000, config);
    seeder.start();
    box.start();

    assertThat(runUntil(() -> box.status().verifiedBytes() > LENGTH / 2)).isTrue();
    box.close();
    world.run(world.now() + TimeUnit.SECONDS.toNanos(30), () -> false);
    box.powerCut();
    box.start();

    assertThat(runUntil(box::complete)).isTrue();
    assertThat(film.isOn(box.volume)).isTrue();
  }

  private boolean runUntil(BooleanSupplier done) {
    return world.run(world.now() + TimeUnit.MINUTES.toNanos(10), done);
  }
}
