package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.coax.bittorrent.metadata.FileSelection;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.ProgressListener;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.play.Reader;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.torrent.TorrentStatus.State;

/** BEP 53: only some files of a torrent. */
class SelectedFilesTest {
  private static final int PIECE = 32 * 1024;

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private Path folder() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("origin/films"));
    Random random = new Random(53);
    for (String name : new String[] {"a", "b", "c", "d"}) {
      byte[] content = new byte[500_001];
      random.nextBytes(content);
      Files.write(folder.resolve(name), content);
    }
    return folder;
  }

  private Metainfo torrent(TorrentVersion version) throws Exception {
    return new MetainfoBuilder()
        .version(version)
        .pieceLength(PIECE)
        .build(folder(), ProgressListener.NONE);
  }

  private Session seed(Metainfo torrent) {
    Session seed = fixture.session(LOOPBACK);
    await(seed.add(torrent, temp.resolve("origin"), TorrentOptions.defaults()).whenComplete());
    return seed;
  }

  private void assertArrived(String name) throws Exception {
    Path copy = temp.resolve("copy/films").resolve(name);
    assertThat(Files.mismatch(temp.resolve("origin/films").resolve(name), copy)).isEqualTo(-1);
  }

  private void assertMissing(String name) throws Exception {
    Path copy = temp.resolve("copy/films").resolve(name);
    if (Files.exists(copy)) {
      assertThat(Files.mismatch(temp.resolve("origin/films").resolve(name), copy)).isNotEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void onlyTheFilesThatTheLinkSelectsAreFetched(TorrentVersion version) throws Exception {
    Metainfo torrent = torrent(version);
    Session seed = seed(torrent);
    Session session = fixture.session(LOOPBACK);
    Magnet link = Magnet.parse(Magnet.of(torrent) + "&so=1,3");
    var search = session.addMagnet(link, temp.resolve("copy"), TorrentOptions.defaults());
    search.addPeer(seed.listenAddress());

    TorrentHandle handle = await(search.torrent());
    await(handle.whenComplete());

    assertArrived("b");
    assertArrived("d");
    assertMissing("a");
    assertMissing("c");
    TorrentStatus status = await(handle.status());
    assertThat(status.state()).isEqualTo(State.SEEDING);
    assertThat(status.verifiedBytes()).isEqualTo(status.totalBytes());
    assertThat(status.downloadedBytes()).isLessThan(1_000_002 + 4 * PIECE);
  }

  @Test
  void theRestIsFetchedWhenItIsSelectedLater() throws Exception {
    Metainfo torrent = torrent(TorrentVersion.V1);
    Session seed = seed(torrent);
    Session session = fixture.session(LOOPBACK);
    TorrentOptions options =
        TorrentOptions.defaults().withResumeFile(temp.resolve("copy/.films.resume"));
    TorrentHandle part =
        session.add(torrent, temp.resolve("copy"), options.withFiles(FileSelection.parse("0-1")));
    part.addPeer(seed.listenAddress());
    await(part.whenComplete());
    long first = await(part.status()).downloadedBytes();
    await(part.close());

    TorrentHandle all = session.add(torrent, temp.resolve("copy"), options);
    all.addPeer(seed.listenAddress());
    await(all.whenComplete());

    for (String name : new String[] {"a", "b", "c", "d"}) {
      assertArrived(name);
    }
    assertThat(first).isLessThan(1_000_002 + 2 * PIECE);
    assertThat(await(all.status()).downloadedBytes()).isEqualTo(4 * 500_001);
  }

  @Test
  void whatIsReadIsFetchedThoughItWasNotSelected() throws Exception {
    Metainfo torrent = torrent(TorrentVersion.HYBRID);
    Session seed = seed(torrent);
    TorrentHandle handle =
        fixture
            .session(LOOPBACK)
            .add(
                torrent,
                temp.resolve("copy"),
                TorrentOptions.defaults().withFiles(FileSelection.parse("0")));
    handle.addPeer(seed.listenAddress());
    await(handle.whenComplete());

    int fileD = torrent.layout().files().size() - 1;
    try (Reader reader = handle.reader(fileD)) {
      ByteBuffer read =
          reader.read(100_000, 50_000).toCompletableFuture().get(20, TimeUnit.SECONDS);
      byte[] origin = Files.readAllBytes(temp.resolve("origin/films/d"));
      assertThat(read).isEqualTo(ByteBuffer.wrap(origin, 100_000, read.remaining()));
    }
  }
}
