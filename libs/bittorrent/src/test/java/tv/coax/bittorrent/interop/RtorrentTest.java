package tv.coax.bittorrent.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.coax.bittorrent.interop.Swarm.Kind;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.TorrentHandle;

/** rtorrent knows version 1 only; a hybrid is one to it. */
@Execution(ExecutionMode.CONCURRENT)
class RtorrentTest {
  /** rtorrent takes no torrent without a tracker; nothing listens at this one. */
  private static final String NO_TRACKER = "http://127.0.0.1:1/announce";

  @TempDir Path directory;
  private String program = "";

  @BeforeEach
  void program() {
    program = ForeignProcess.require("rtorrent", "rtorrent");
  }

  /** Loads the torrent, checks what is there, and makes the file {@code done} when complete. */
  private ForeignProcess start(Swarm swarm, Path files, int port) throws Exception {
    Path session = Files.createDirectories(directory.resolve("rtorrent"));
    Path settings = directory.resolve("rtorrent.rc");
    Files.writeString(
        settings,
        """
        system.daemon.set = true
        network.bind_address.set = 127.0.0.1
        network.port_range.set = %d-%d
        network.port_random.set = no
        network.port_open.set = yes
        dht.mode.set = disable
        protocol.pex.set = no
        trackers.use_udp.set = no
        session.path.set = %s
        directory.default.set = %s
        method.set_key = event.download.inserted_new,loaded,"execute.nothrow=touch,%s"
        method.set_key = event.download.finished,done,"execute.nothrow=touch,%s"
        load.start = %s
        """
            .formatted(
                port,
                port,
                session,
                files,
                directory.resolve("loaded"),
                directory.resolve("done"),
                swarm.torrentFile));
    ForeignProcess started =
        ForeignProcess.start(directory, program, "-n", "-o", "import=" + settings);
    started.awaitPort(port);
    if (swarm.torrent.version() == TorrentVersion.V2) {
      Thread.sleep(1_000);
      boolean loaded = Files.exists(directory.resolve("loaded"));
      if (!loaded) {
        started.close();
        ForeignProcess.skip("this rtorrent loads no version 2 torrent.");
      }
    }
    return started;
  }

  private ForeignProcess startSeeding(Swarm swarm, int port) throws Exception {
    swarm.writePadFiles();
    return start(swarm, swarm.origin, port);
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void weDownloadFromRtorrent(TorrentVersion version, Kind kind) throws Exception {
    int port = ForeignProcess.freePort();
    try (Swarm swarm = new Swarm(directory, version, kind, NO_TRACKER);
        ForeignProcess seeder = startSeeding(swarm, port)) {
      assertThat(seeder.isAlive()).isTrue();
      TorrentHandle download = swarm.get(false);

      download.addPeer(new InetSocketAddress("127.0.0.1", port));

      swarm.awaitComplete(download);
    }
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void rtorrentDownloadsFromUs(TorrentVersion version, Kind kind) throws Exception {
    int port = ForeignProcess.freePort();
    try (Swarm swarm = new Swarm(directory, version, kind, NO_TRACKER);
        ForeignProcess leecher = start(swarm, swarm.copy, port)) {
      swarm.seed(false).addPeer(new InetSocketAddress("127.0.0.1", port));

      awaitDone(leecher);
      swarm.assertCopied();
    }
  }

  private void awaitDone(ForeignProcess leecher) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(directory.resolve("done"))) {
      if (System.nanoTime() > end || !leecher.isAlive()) {
        throw new AssertionError("rtorrent did not complete: " + leecher.output());
      }
      Thread.sleep(100);
    }
  }
}
