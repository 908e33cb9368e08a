package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.WebServer.Fault;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;

class WebSeedTransferTest {
  @TempDir Path temp;
  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Path origin() {
    return temp.resolve("origin");
  }

  private static Metainfo torrent(Path film, TorrentVersion version, WebServer server)
      throws Exception {
    return new MetainfoBuilder()
        .version(version)
        .pieceLength(64 * 1024)
        .webSeed(server.address())
        .build(film, (done, total) -> {});
  }

  private TorrentHandle get(Metainfo torrent) {
    return fixture.session(LOOPBACK).add(torrent, temp.resolve("copy"), TorrentOptions.defaults());
  }

  private Session seed(Metainfo torrent) {
    Session seeder = fixture.session(LOOPBACK);
    await(seeder.add(torrent, origin(), TorrentOptions.defaults()).whenComplete());
    return seeder;
  }

  private void assertCopied(Path film) throws Exception {
    assertThat(Files.mismatch(film, temp.resolve("copy/film.bin"))).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONE", "BUSY", "SHORT"})
  void serverAloneIsEnoughThoughItFailsAtFirst(Fault fault) throws Exception {
    Path film = Fixture.film(origin(), 5_000_001);
    try (WebServer server = new WebServer(origin(), fault)) {
      TorrentHandle handle = get(torrent(film, TorrentVersion.HYBRID, server));

      await(handle.whenComplete());

      assertCopied(film);
      TorrentStatus status = await(handle.status());
      assertThat(status.hashFailures()).isZero();
      assertThat(server.requests.get()).isLessThan(100);
    }
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void serverThatLiesIsDroppedAfterProof(TorrentVersion version) throws Exception {
    Path film = Fixture.film(origin(), 5_000_001);
    try (WebServer server = new WebServer(origin(), Fault.CORRUPT)) {
      Metainfo torrent = torrent(film, version, server);
      TorrentHandle handle = get(torrent);
      while (await(handle.status()).hashFailures() == 0) {
        Thread.sleep(10);
      }

      handle.addPeer(seed(torrent).listenAddress());
      await(handle.whenComplete());

      assertCopied(film);
      assertThat(server.requests.get()).isLessThan(40);
    }
  }

  @Test
  void serverAndPeerAreUsedTogether() throws Exception {
    Path film = Fixture.film(origin(), 8_000_000);
    try (WebServer server = new WebServer(origin(), Fault.NONE)) {
      Metainfo torrent = torrent(film, TorrentVersion.V1, server);
      Session seeder = fixture.session(LOOPBACK.withUploadLimit(4_000_000));
      await(seeder.add(torrent, origin(), TorrentOptions.defaults()).whenComplete());
      TorrentHandle handle =
          fixture
              .session(LOOPBACK.withDownloadLimit(6_000_000))
              .add(torrent, temp.resolve("copy"), TorrentOptions.defaults());

      handle.addPeer(seeder.listenAddress());
      await(handle.whenComplete());

      assertCopied(film);
      assertThat(await(handle.status()).verifiedBytesBySource()).hasSize(2);
    }
  }

  @Test
  void serverWithoutRangesIsAskedSeldom() throws Exception {
    Path film = Fixture.film(origin(), 5_000_001);
    try (WebServer server = new WebServer(origin(), Fault.NO_RANGES)) {
      TorrentHandle handle = get(torrent(film, TorrentVersion.V1, server));

      assertThatThrownBy(() -> handle.whenComplete().toCompletableFuture().get(3, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);

      assertThat(server.requests.get()).isLessThan(8);
      assertThat(await(handle.status()).verifiedBytes()).isZero();
    }
  }
}
