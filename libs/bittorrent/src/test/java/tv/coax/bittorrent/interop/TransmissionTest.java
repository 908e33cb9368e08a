package tv.coax.bittorrent.interop;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.coax.bittorrent.interop.Swarm.Kind;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.TorrentHandle;

/**
 * Transmission knows version 1; a hybrid is one to it, with pad files as real files. Transmission 3
 * cannot read hybrids of anybody, since their file tree has an empty key: then those are skipped,
 * as those of version 2 are.
 */
@Execution(ExecutionMode.CONCURRENT)
class TransmissionTest {
  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void weDownloadFromTransmission(TorrentVersion version, Kind kind) throws Exception {
    try (Transmission seeder = new Transmission(directory);
        Swarm swarm = new Swarm(directory, version, kind)) {
      swarm.writePadFiles();
      seeder.add(swarm, swarm.origin);
      seeder.awaitComplete();
      TorrentHandle download = swarm.get(false);

      download.addPeer(seeder.address);

      swarm.awaitComplete(download);
    }
  }

  @ParameterizedTest
  @MethodSource("tv.coax.bittorrent.interop.Swarm#everything")
  void transmissionDownloadsFromUs(TorrentVersion version, Kind kind) throws Exception {
    try (Transmission leecher = new Transmission(directory);
        Swarm swarm = new Swarm(directory, version, kind)) {
      leecher.add(swarm, swarm.copy);

      swarm.seed(false).addPeer(leecher.address);

      leecher.awaitComplete();
      swarm.assertCopied();
    }
  }
}
