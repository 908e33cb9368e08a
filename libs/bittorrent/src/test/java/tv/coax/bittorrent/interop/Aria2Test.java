package tv.coax.bittorrent.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.stream.Stream;
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
 * aria2 knows version 1 only; a hybrid is one to it. aria2 1.36 takes a wrong info-hash from
 * hybrids of anybody, since their file tree has an empty key: then those are skipped.
 */
@Execution(ExecutionMode.CONCURRENT)
class Aria2Test {
  @TempDir Path directory;
  private String program = "";

  @BeforeEach
  void program() {
    program = ForeignProcess.require("aria2c", "aria2");
  }

  private void requireSameHash(Swarm swarm) throws Exception {
    String expected = "Info Hash: " + swarm.torrent.infoHashes().wire().hex();
    try (ForeignProcess shown =
        ForeignProcess.start(directory, program, "--no-conf", "-S", swarm.torrentFile)) {
      String words = shown.awaitLastWords();
      boolean same = words.contains(expected);
      switch (swarm.torrent.version()) {
        case V1 -> assertThat(words).contains(expected);
        case V2 -> {
          assertThat(words).contains("Missing pieces");
          ForeignProcess.skip("this aria2 reads no version 2 torrent.");
        }
        case HYBRID -> {
          if (!same) {
            ForeignProcess.skip("this aria2 takes a wrong info-hash from a hybrid torrent.");
          }
        }
      }
    }
  }

  private ForeignProcess startSeeding(Swarm swarm, Path files, int port, String... more)
      throws Exception {
    swarm.writePadFiles();
    return start(swarm, files, port, more);
  }

  private ForeignProcess start(Swarm swarm, Path files, int port, String... more) throws Exception {
    requireSameHash(swarm);
    Object[] common = {
      program,
      "--no-conf",
      "--enable-dht=false",
      "--enable-dht6=false",
      "--bt-enable-lpd=false",
      "--enable-peer-exchange=false",
      "--disable-ipv6=true",
      "--interface=127.0.0.1",
      "--listen-port=" + port,
      "--summary-interval=0",
      "--dir=" + files,
      "--torrent-file=" + swarm.torrentFile
    };
    return ForeignProcess.start(
        directory, Stream.concat(Stream.of(common), Stream.of(more)).toArray());
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void weDownloadFromAria2(TorrentVersion version, Kind kind) throws Exception {
    int port = ForeignProcess.freePort();
    try (Swarm swarm = new Swarm(directory, version, kind);
        ForeignProcess seeder =
            startSeeding(
                swarm,
                swarm.origin,
                port,
                "--check-integrity=true",
                "--seed-ratio=0.0",
                "--bt-hash-check-seed=true")) {
      seeder.awaitPort(port);
      TorrentHandle download = swarm.get(false);

      download.addPeer(new InetSocketAddress("127.0.0.1", port));

      swarm.awaitComplete(download);
    }
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void aria2DownloadsFromUs(TorrentVersion version, Kind kind) throws Exception {
    int port = ForeignProcess.freePort();
    try (Swarm swarm = new Swarm(directory, version, kind);
        ForeignProcess leecher = start(swarm, swarm.copy, port, "--seed-time=0")) {
      leecher.awaitPort(port);

      swarm.seed(false).addPeer(new InetSocketAddress("127.0.0.1", port));

      leecher.awaitEnd();
      swarm.assertCopied();
    }
  }
}
