package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.play.Reader;
import tv.coax.bittorrent.torrent.TorrentOptions;

class ReaderTest {
  private static final int FILM = 40_000_000;

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private TorrentHandle slowDownload(Path film) {
    Metainfo metainfo = Fixture.torrent(film, TorrentVersion.HYBRID, 128 * 1024);
    Session seeder = fixture.session(LOOPBACK.withUploadLimit(8_000_000));
    seeder.add(metainfo, film.getParent(), TorrentOptions.defaults().withTrustComplete(true));
    TorrentHandle copy =
        fixture.session(LOOPBACK).add(metainfo, temp.resolve("copy"), TorrentOptions.defaults());
    copy.addPeer(seeder.listenAddress());
    return copy;
  }

  @Test
  void aSeekIsAnsweredLongBeforeTheDownloadIsDone() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), FILM);
    TorrentHandle copy = slowDownload(film);
    Reader reader = copy.reader(0);

    ByteBuffer start = await(reader.read(0, 500_000));
    ByteBuffer middle = await(reader.read(20_000_000, 500_000));
    ByteBuffer end = await(reader.read(FILM - 100, 500_000));

    byte[] all = Files.readAllBytes(film);
    assertThat(start).isEqualTo(ByteBuffer.wrap(all, 0, 500_000));
    assertThat(middle).isEqualTo(ByteBuffer.wrap(Arrays.copyOfRange(all, 20_000_000, 20_500_000)));
    assertThat(end).isEqualTo(ByteBuffer.wrap(Arrays.copyOfRange(all, FILM - 100, FILM)));
    assertThat(await(copy.status()).verifiedBytes()).isLessThan(FILM * 3L / 4);
  }

  @Test
  void aReadFailsWhenTheTorrentIsClosedOrTheOffsetIsOutside() {
    Path film = Fixture.film(temp.resolve("origin"), FILM);
    Metainfo metainfo = Fixture.torrent(film, TorrentVersion.HYBRID, 128 * 1024);
    TorrentHandle copy =
        fixture.session(LOOPBACK).add(metainfo, temp.resolve("copy"), TorrentOptions.defaults());
    Reader reader = copy.reader(0);

    CompletionStage<ByteBuffer> waiting = reader.read(FILM - 10, 10);
    assertThatThrownBy(() -> await(reader.read(FILM + 1L, 1)))
        .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
    await(copy.close());

    assertThatThrownBy(() -> await(waiting)).hasRootCauseMessage("The torrent was closed.");
  }
}
