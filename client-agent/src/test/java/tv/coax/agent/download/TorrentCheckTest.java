package tv.coax.agent.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.agent.remote.RemoteException;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.SealedFormat;

class TorrentCheckTest {

  private static final int PLAIN_BYTES = 100_000;
  private static final int PIECE = 256 << 10;

  @TempDir Path directory;
  private Metainfo plain;

  @BeforeEach
  void seal() throws Exception {
    Path file = directory.resolve("film.sealed");
    Files.write(file, new byte[(int) SealedFormat.sealedLength(PLAIN_BYTES)]);
    plain =
        new MetainfoBuilder()
            .version(TorrentVersion.HYBRID)
            .pieceLength(PIECE)
            .isPrivate(true)
            .build(file, (done, total) -> {});
  }

  @Test
  void aTorrentThatStaysWithTheSeederIsTaken() throws Exception {
    for (String announce :
        new String[] {"https://seeder.example/announce", "https://SEEDER.example:443/a"}) {
      assertThat(check(List.of(announce), List.of()).infoHashes()).isEqualTo(plain.infoHashes());
    }
    check(List.of(), List.of("https://seeder.example/files/"));
  }

  @Test
  void aTorrentThatSendsTicketsElsewhereIsRefused() {
    for (String announce :
        new String[] {
          "https://thief.example/announce",
          "http://seeder.example/announce",
          "https://seeder.example:444/announce",
          "udp://seeder.example:443/announce"
        }) {
      assertThatThrownBy(
              () -> check(List.of("https://seeder.example/announce", announce), List.of()))
          .as(announce)
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("which nobody signed");
    }
  }

  @Test
  void aTorrentWithForeignWebSeedsIsRefused() {
    assertThatThrownBy(() ->
            check(List.of("https://seeder.example/announce"), List.of("https://thief.example/")))
        .hasMessageContaining("https://thief.example:443");
  }

  private Metainfo check(List<String> announce, List<String> webSeeds) throws Exception {
    MetainfoBuilder torrent =
        new MetainfoBuilder().version(TorrentVersion.HYBRID).pieceLength(PIECE).isPrivate(true);
    announce.forEach(uri -> torrent.announce(URI.create(uri)));
    webSeeds.forEach(uri -> torrent.webSeed(URI.create(uri)));
    Metainfo built = torrent.build(directory.resolve("film.sealed"), (done, total) -> {});
    return TorrentCheck.matching(built.toBytes(), manifest());
  }

  private Manifest manifest() {
    return new Manifest(
        "seeder-service",
        "film",
        1,
        "key-1",
        plain.infoHashes().v1().map(InfoHash::hex),
        plain.infoHashes().v2().map(InfoHash::hex),
        SealedFormat.sealedLength(PLAIN_BYTES),
        PLAIN_BYTES,
        SealedFormat.SEGMENT_BYTES,
        PIECE,
        "video/mp4",
        "0".repeat(64),
        URI.create("https://seeder.example/torrents/film.torrent"),
        Instant.now());
  }
}
