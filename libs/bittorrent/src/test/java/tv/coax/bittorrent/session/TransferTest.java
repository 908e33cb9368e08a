package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.torrent.TorrentStatus.State;

class TransferTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final SessionConfig LOOPBACK =
      SessionConfig.defaults().withListen(new InetSocketAddress("127.0.0.1", 0));

  @TempDir Path temp;

  @AfterAll
  static void closeVertx() {
    VERTX.close();
  }

  static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Path folder(int files, int bytes) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("origin/film"));
    Random random = new Random(bytes);
    for (int i = 0; i < files; i++) {
      byte[] content = new byte[bytes + i * 7919];
      random.nextBytes(content);
      Files.write(folder.resolve("part" + i + ".bin"), content);
    }
    Files.write(folder.resolve("empty"), new byte[0]);
    return folder;
  }

  @ParameterizedTest
  @EnumSource(TorrentVersion.class)
  void folderArrivesByteForByte(TorrentVersion version) throws Exception {
    Path folder = folder(3, 3_000_000);
    Metainfo metainfo =
        new MetainfoBuilder().version(version).pieceLength(256 * 1024).build(folder, (a, b) -> {});
    Session seeder = await(Session.start(VERTX, LOOPBACK));
    Session leecher = await(Session.start(VERTX, LOOPBACK));

    seeder.add(metainfo, folder.getParent(), TorrentOptions.defaults());
    TorrentHandle got = leecher.add(metainfo, temp.resolve("copy"), TorrentOptions.defaults());
    got.addPeer(seeder.listenAddress());
    await(got.whenComplete());

    for (Path file : Files.list(folder).toList()) {
      Path copy = temp.resolve("copy/film").resolve(file.getFileName());
      assertThat(Files.mismatch(file, copy)).as(file.toString()).isEqualTo(-1);
    }
    TorrentStatus status = await(got.status());
    assertThat(status.state()).isEqualTo(State.SEEDING);
    assertThat(status.verifiedBytes()).isEqualTo(metainfo.layout().dataLength());
    assertThat(status.wastedBytes()).isZero();
    assertThat(status.verifiedBytesBySource())
        .containsEntry(seeder.listenAddress(), metainfo.layout().dataLength());
    await(leecher.close());
    await(seeder.close());
  }

  @Test
  void thirdPeerTakesFromBothOthers() throws Exception {
    Path folder = folder(1, 8_000_000);
    Metainfo metainfo = new MetainfoBuilder().pieceLength(64 * 1024).build(folder, (a, b) -> {});
    SessionConfig slow = LOOPBACK.withUploadLimit(4_000_000);
    Session seeder = await(Session.start(VERTX, slow));
    Session first = await(Session.start(VERTX, slow));
    Session second = await(Session.start(VERTX, LOOPBACK));
    seeder.add(metainfo, folder.getParent(), TorrentOptions.defaults().withTrustComplete(true));
    TorrentHandle early = first.add(metainfo, temp.resolve("a"), TorrentOptions.defaults());
    early.addPeer(seeder.listenAddress());
    await(early.whenComplete());

    TorrentHandle late = second.add(metainfo, temp.resolve("b"), TorrentOptions.defaults());
    late.addPeer(seeder.listenAddress());
    late.addPeer(first.listenAddress());
    await(late.whenComplete());

    assertThat(await(late.status()).verifiedBytesBySource())
        .containsOnlyKeys(seeder.listenAddress(), first.listenAddress())
        .allSatisfy((source, bytes) -> assertThat(bytes).isGreaterThan(1_000_000));
    assertThat(await(late.status()).wastedBytes()).isLessThan(200_000);
    await(second.close());
    await(first.close());
    await(seeder.close());
  }
}
