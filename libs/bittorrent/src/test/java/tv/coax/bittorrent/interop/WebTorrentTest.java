package tv.coax.bittorrent.interop;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.coax.bittorrent.interop.Swarm.Kind;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.TorrentHandle;

/**
 * webtorrent, over TCP, knows version 1; a hybrid is one to it, with pad files as real files. It
 * comes from npm, into a folder of the checkout.
 */
@Execution(ExecutionMode.CONCURRENT)
class WebTorrentTest {
  private static final Path MODULE =
      Path.of(".coax", "npm", "node_modules", "webtorrent", "index.js");

  @TempDir Path directory;
  private String node = "";
  private Path module = Path.of("");
  private Path script = Path.of("");

  @BeforeEach
  void program() throws Exception {
    node = ForeignProcess.require("node", "nodejs");
    module = module();
    script = directory.resolve("peer.mjs");
    try (InputStream in =
        WebTorrentTest.class.getResourceAsStream("/interop/webtorrent_peer.mjs")) {
      Files.copy(in, script);
    }
  }

  private static Path module() {
    for (Path above = Path.of("").toAbsolutePath(); above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(MODULE))) {
        return above.resolve(MODULE);
      }
    }
    return ForeignProcess.skip("webtorrent is not installed; coax test fetches it with npm.");
  }

  private ForeignProcess start(String mode, Swarm swarm, Path files) throws Exception {
    ForeignProcess started =
        ForeignProcess.start(directory, node, script, module, mode, swarm.torrentFile, files);
    if (swarm.torrent.version() == TorrentVersion.V2) {
      started.await("failed Invalid torrent identifier");
      started.close();
      ForeignProcess.skip("this webtorrent reads no version 2 torrent.");
    }
    return started;
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void weDownloadFromWebtorrent(TorrentVersion version, Kind kind) throws Exception {
    try (Swarm swarm = new Swarm(directory, version, kind)) {
      swarm.writePadFiles();
      try (ForeignProcess seeder = start("seed", swarm, swarm.origin)) {
        TorrentHandle download = swarm.get(false);

        download.addPeer(ForeignProcess.address(seeder.await("listening")));

        swarm.awaitComplete(download);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void webtorrentDownloadsFromUs(TorrentVersion version, Kind kind) throws Exception {
    try (Swarm swarm = new Swarm(directory, version, kind);
        ForeignProcess leecher = start("get", swarm, swarm.copy)) {
      String address = leecher.await("listening");

      swarm.seed(false).addPeer(ForeignProcess.address(address));

      leecher.await("complete");
      swarm.assertCopied();
    }
  }
}
