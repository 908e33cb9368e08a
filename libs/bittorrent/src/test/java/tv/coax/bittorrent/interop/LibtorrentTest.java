package tv.coax.bittorrent.interop;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tv.coax.bittorrent.interop.Swarm.Kind;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.MagnetHandle;
import tv.coax.bittorrent.session.TorrentHandle;

class LibtorrentTest {
  @TempDir Path directory;
  private String python = "";
  private Path script = Path.of("");

  @BeforeEach
  void program() throws Exception {
    python = ForeignProcess.requireLibtorrent();
    script = directory.resolve("peer.py");
    try (InputStream in = LibtorrentTest.class.getResourceAsStream("/interop/libtorrent_peer.py")) {
      Files.copy(in, script);
    }
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void weDownloadFromLibtorrent(TorrentVersion version, Kind kind) throws Exception {
    try (Swarm swarm = new Swarm(directory, version, kind);
        ForeignProcess seeder =
            ForeignProcess.start(
                directory, python, script, "seed", swarm.torrentFile, swarm.origin)) {
      TorrentHandle download = swarm.get(false);

      download.addPeer(ForeignProcess.address(seeder.await("listening")));

      swarm.awaitComplete(download);
    }
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void magnetLinkIsEnoughForUsToDownloadFromLibtorrent(TorrentVersion version) throws Exception {
    try (Swarm swarm = new Swarm(directory, version, Kind.FILM);
        ForeignProcess seeder =
            ForeignProcess.start(
                directory, python, script, "seed", swarm.torrentFile, swarm.origin)) {
      MagnetHandle search = swarm.getMagnet();

      search.addPeer(ForeignProcess.address(seeder.await("listening")));

      swarm.awaitComplete(Swarm.await(search.torrent()));
    }
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void magnetLinkIsEnoughForLibtorrentToDownloadFromUs(TorrentVersion version) throws Exception {
    try (Swarm swarm = new Swarm(directory, version, Kind.FILM)) {
      swarm.seed(false);
      Magnet link = Magnet.of(swarm.torrent);

      try (ForeignProcess leecher =
          ForeignProcess.start(
              directory, python, script, "get", link, swarm.copy, swarm.hostPort())) {
        leecher.await("complete");
      }

      swarm.assertCopied();
    }
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void libtorrentDownloadsFromUs(TorrentVersion version, Kind kind) throws Exception {
    try (Swarm swarm = new Swarm(directory, version, kind)) {
      swarm.seed(false);

      try (ForeignProcess leecher =
          ForeignProcess.start(
              directory, python, script, "get", swarm.torrentFile, swarm.copy, swarm.hostPort())) {
        leecher.await("complete");
      }

      swarm.assertCopied();
    }
  }

  @Test
  void libtorrentDownloadsFromUsWhenWeHideWhatWeHave() throws Exception {
    try (Swarm swarm = new Swarm(directory, TorrentVersion.V1, Kind.FILM)) {
      swarm.superSeed();

      try (ForeignProcess leecher =
          ForeignProcess.start(
              directory, python, script, "get", swarm.torrentFile, swarm.copy, swarm.hostPort())) {
        leecher.await("complete");
      }

      swarm.assertCopied();
    }
  }
}
