package tv.coax.bittorrent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Content;

class SeedGetTest {
  private static final int LENGTH = 12_345_678;

  @TempDir Path directory;
  private Path origin;
  private Path copy;
  private Path torrent;

  @BeforeEach
  void torrent() throws Exception {
    origin = directory.resolve("origin");
    copy = directory.resolve("copy");
    torrent = directory.resolve("film.torrent");
    Path film = Content.write(origin.resolve("film.bin"), 11, LENGTH);
    assertThat(Outcome.of("create", film, "-o", torrent, "--piece-length", "64KiB").exitCode())
        .isZero();
  }

  private TorrentProcess seed(String... more) throws Exception {
    return TorrentProcess.start(
        arguments(more, "seed", torrent, origin, "--listen", "127.0.0.1:0", "--no-tracker"));
  }

  private TorrentProcess get(String peer, String... more) throws Exception {
    return TorrentProcess.start(
        arguments(
            more,
            "get",
            torrent,
            "-o",
            copy,
            "--peer",
            peer,
            "--listen",
            "127.0.0.1:0",
            "--no-tracker",
            "--json"));
  }

  private static Object[] arguments(String[] more, Object... first) {
    Object[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  private static String peer(TorrentProcess seed) throws Exception {
    String line = seed.line();
    assertThat(line).startsWith("listening 127.0.0.1:");
    return line.substring("listening ".length());
  }

  @Test
  void whatIsSeededIsFetchedAndCountedInOneLine() throws Exception {
    try (TorrentProcess seed = seed();
        TorrentProcess get = get(peer(seed), "--sequential")) {
      Outcome outcome = get.end();

      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.exitCode()).isZero();
      JsonObject statistics = new JsonObject(outcome.out());
      assertThat(statistics.fieldNames())
          .containsExactly("seconds", "bytes", "wastedBytes", "peers", "hashFailures");
      assertThat(statistics.getLong("bytes")).isEqualTo(LENGTH);
      assertThat(statistics.getInteger("peers")).isEqualTo(1);
      assertThat(statistics.getInteger("hashFailures")).isZero();
    }
    assertThat(Outcome.of("check", torrent, copy).exitCode()).isZero();
    try (var left = Files.list(copy)) {
      assertThat(left).containsExactly(copy.resolve("film.bin"));
    }
  }

  @Test
  void aSuperSeederServesAPeerThatIsAlone() throws Exception {
    try (TorrentProcess seed = seed("--super-seed");
        TorrentProcess get = get(peer(seed))) {
      Outcome outcome = get.end();

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    }
    assertThat(Outcome.of("check", torrent, copy).exitCode()).isZero();
  }

  @Test
  void completeFilesAreNotFetchedAgain() throws Exception {
    Files.createDirectories(copy);
    Files.copy(origin.resolve("film.bin"), copy.resolve("film.bin"));

    try (TorrentProcess get = get("127.0.0.1:1")) {
      Outcome outcome = get.end();

      assertThat(outcome.exitCode()).isZero();
      assertThat(new JsonObject(outcome.out()).getLong("bytes")).isZero();
    }
  }

  @Test
  void onlySelectedFilesAreFetched() throws Exception {
    Path tree = Content.tree(directory.resolve("origin/tree"));
    torrent = directory.resolve("tree.torrent");
    Outcome.of("create", tree, "-o", torrent, "--piece-length", "16KiB");
    try (TorrentProcess seed = seed()) {
      String peer = peer(seed);
      try (TorrentProcess get = get(peer, "--files", "1-2,4")) {
        Outcome outcome = get.end();

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(new JsonObject(outcome.out()).getLong("bytes")).isEqualTo(1 + 16_384 + 32_769);
        assertThat(copy.resolve("tree/a/empty")).doesNotExist();
      }
      try (TorrentProcess get = get(peer, "--files", "3-4")) {
        assertThat(get.end().exitCode()).isZero();
        assertThat(copy.resolve("tree/a/empty")).isEmptyFile();
      }
      try (TorrentProcess get = get(peer, "--files", "70")) {
        Outcome outcome = get.end();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
      }
    }
  }

  @Test
  void whatWasFetchedIsServedUntilTheEnd() throws Exception {
    try (TorrentProcess seed = seed();
        TorrentProcess get = get(peer(seed), "--seed")) {
      assertThat(get.line()).startsWith("listening 127.0.0.1:");
      JsonObject statistics = new JsonObject(get.line());
      assertThat(statistics.getLong("bytes")).isEqualTo(LENGTH);
      assertThat(get.isAlive()).isTrue();

      get.terminate();
      get.end();
    }
    try (var left = Files.list(copy)) {
      assertThat(left).containsExactly(copy.resolve("film.bin"));
    }
  }

  @Test
  void whatCannotBeSeededOrFetchedIsOneSentence() throws Exception {
    Path broken = Files.writeString(directory.resolve("broken.torrent"), "nonsense");
    Path file = Files.createFile(directory.resolve("file"));
    Outcome absent = Outcome.of("seed", directory.resolve("none.torrent"), origin);
    Outcome refused = Outcome.of("get", broken, "-o", copy);
    Outcome incomplete = Outcome.of("seed", torrent, Files.createDirectory(copy));
    Outcome noDirectory = Outcome.of("seed", torrent, directory.resolve("nowhere"));
    Outcome notADirectory = Outcome.of("get", torrent, "-o", file);
    Outcome noFiles = Outcome.of("get", torrent, "-o", copy, "--files", "a");
    Outcome noPeer = Outcome.of("get", torrent, "-o", copy, "--peer", "nonsense");

    assertThat(incomplete.err()).contains("0 of 189 pieces");
    assertThat(List.of(absent, refused, incomplete, noDirectory, notADirectory, noFiles, noPeer))
        .allSatisfy(outcome -> {
          assertThat(outcome.exitCode()).isEqualTo(2);
          assertThat(outcome.out()).isEmpty();
          assertThat(outcome.err().lines()).hasSize(1);
        });
  }

  @Test
  void anAddressInUseIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Outcome outcome =
          Outcome.of("seed", torrent, origin, "--listen", "127.0.0.1:" + taken.getLocalPort());

      assertThat(outcome.exitCode()).isEqualTo(2);
      assertThat(outcome.err()).endsWith("cannot be listened on: Address already in use.\n");
      assertThat(outcome.err().lines()).hasSize(1);
    }
  }
}
