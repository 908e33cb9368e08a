package tv.coax.bittorrent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Content;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.ProgressListener;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** A real {@code torrent get} that is killed, as by {@code kill -9}, wherever it happens to be. */
class KilledGetTest {
  private static final int LENGTH = 16_000_001;
  private static final int PIECE = 64 * 1024;
  private static final int KILLS = 5;

  /** What one kill may cost: pieces in flight, and what was on its way in the sockets. */
  private static final int COST_OF_A_KILL = 1_500_000;

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private Path film = Path.of("");
  private Path torrent = Path.of("");
  private Session seeder;
  private TorrentHandle seeding;

  @BeforeEach
  void seed() throws Exception {
    film = Content.write(directory.resolve("origin/film.bin"), 3, LENGTH);
    torrent = directory.resolve("film.torrent");
    Metainfo metainfo = new MetainfoBuilder().pieceLength(PIECE).build(film, ProgressListener.NONE);
    Files.write(torrent, metainfo.toBytes());
    SessionConfig slow =
        SessionConfig.defaults()
            .withListen(new InetSocketAddress("127.0.0.1", 0))
            .withUploadLimit(6_000_000);
    seeder = await(Session.start(vertx, slow));
    seeding =
        seeder.add(metainfo, film.getParent(), TorrentOptions.defaults().withTrustComplete(true));
  }

  @AfterEach
  void close() throws Exception {
    await(seeder.close());
    await(vertx.close().toCompletionStage());
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(40, TimeUnit.SECONDS);
  }

  private TorrentProcess get(String... more) throws Exception {
    String peer = "127.0.0.1:" + seeder.listenAddress().getPort();
    Object[] line = {
      "get",
      torrent,
      "-o",
      directory.resolve("copy"),
      "--peer",
      peer,
      "--listen",
      "127.0.0.1:0",
      "--no-tracker",
      "--json"
    };
    Object[] all = java.util.Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return TorrentProcess.start(all);
  }

  private long sent() throws Exception {
    return await(seeding.status()).uploadedBytes();
  }

  private void killAfter(long bytes, String... more) throws Exception {
    long goal = sent() + bytes;
    try (TorrentProcess get = get(more)) {
      while (sent() < goal) {
        Thread.sleep(2);
      }
      get.kill();
    }
  }

  private void finish() throws Exception {
    try (TorrentProcess get = get()) {
      Outcome outcome = get.end();
      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
  }

  @Test
  void eachKillCostsNoMoreThanThePiecesInFlight() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < KILLS; i++) {
      killAfter(random.nextInt(2_500_000));
    }
    finish();

    assertThat(Files.mismatch(film, directory.resolve("copy/film.bin"))).isEqualTo(-1);
    assertThat(sent() - LENGTH)
        .as("sent twice, seed %d", seed)
        .isLessThan((long) KILLS * COST_OF_A_KILL);
  }

  @Test
  void whatWasVerifiedIsNotReadAgain() throws Exception {
    killAfter(5_000_000, "--sequential");
    Path copy = directory.resolve("copy/film.bin");
    FileTime before = Files.getLastModifiedTime(copy);
    try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
      file.seek(100);
      file.write(Content.bytes(3, 101)[100] ^ 1);
    }
    Files.setLastModifiedTime(copy, before);
    finish();

    assertThat(Files.mismatch(film, copy)).isEqualTo(100);
  }
}
