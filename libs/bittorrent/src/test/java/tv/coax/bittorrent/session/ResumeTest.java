package tv.coax.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.bittorrent.session.Fixture.LOOPBACK;
import static tv.coax.bittorrent.session.Fixture.await;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.torrent.RecheckResult;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.bittorrent.torrent.TorrentStatus.State;

class ResumeTest {
  private static final int FILM = 24_000_000;
  private static final int PIECE = 256 * 1024;

  @TempDir Path temp;
  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private TorrentOptions resuming() {
    return TorrentOptions.defaults().withResumeFile(temp.resolve("film.resume"));
  }

  @Test
  void whatAKilledProcessHadVerifiedIsNotFetchedAgain() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), FILM);
    Metainfo metainfo = Fixture.torrent(film, TorrentVersion.HYBRID, PIECE);
    Path torrent = Files.write(temp.resolve("film.torrent"), metainfo.toBytes());
    Session seeder = fixture.session(LOOPBACK.withUploadLimit(12_000_000));
    TorrentHandle seeding = seeder.add(metainfo, film.getParent(), TorrentOptions.defaults());

    long before = downloadAndKill(torrent, seeder.listenAddress(), 8_000_000);
    Session second = fixture.session(LOOPBACK);
    TorrentHandle resumed = second.add(metainfo, temp.resolve("copy"), resuming());
    resumed.addPeer(seeder.listenAddress());
    await(resumed.whenComplete());

    assertThat(Files.mismatch(film, temp.resolve("copy/film.bin"))).isEqualTo(-1);
    assertThat(before).isGreaterThanOrEqualTo(8_000_000);
    long sent = await(seeding.status()).uploadedBytes();
    assertThat(sent - FILM).as("sent twice").isLessThan(FILM - before);
  }

  private long downloadAndKill(Path torrent, InetSocketAddress seeder, long atBytes)
      throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Downloader.class.getName(),
                torrent.toString(),
                temp.resolve("copy").toString(),
                temp.resolve("film.resume").toString(),
                Integer.toString(seeder.getPort()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long verified = 0;
    try (BufferedReader lines = child.inputReader()) {
      while (verified < atBytes) {
        verified = Long.parseLong(lines.readLine());
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    return verified;
  }

  /** Downloads in a process of its own and prints the verified bytes. */
  static final class Downloader {
    private Downloader() {}

    public static void main(String[] args) throws Exception {
      Session session = await(Session.start(Vertx.vertx(), LOOPBACK));
      TorrentHandle handle =
          session.add(
              Metainfo.read(Path.of(args[0])),
              Path.of(args[1]),
              TorrentOptions.defaults().withResumeFile(Path.of(args[2])));
      handle.onChange(status -> System.out.println(status.verifiedBytes()));
      handle.addPeer(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[3])));
      Thread.sleep(60_000);
    }
  }

  @Test
  void restartAfterCleanCloseReadsNothingUnlessTheFileChanged() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), FILM);
    Metainfo metainfo = Fixture.torrent(film, TorrentVersion.V1, PIECE);
    Session session = fixture.session(LOOPBACK);
    TorrentHandle first = session.add(metainfo, film.getParent(), resuming());
    await(first.whenComplete());
    await(first.close());

    damage(film, 5_000_000);
    Files.setLastModifiedTime(film, FileTime.from(Instant.now().plusSeconds(60)));
    TorrentHandle second = session.add(metainfo, film.getParent(), resuming());
    while (await(second.status()).state() == State.CHECKING) {
      Thread.sleep(20);
    }

    TorrentStatus status = await(second.status());
    assertThat(status.state()).isEqualTo(State.DOWNLOADING);
    assertThat(FILM - status.verifiedBytes()).isEqualTo(PIECE);
  }

  @Test
  void damageOnTheDiskIsFoundByARecheckAndFetchedAgain() throws Exception {
    Path film = Fixture.film(temp.resolve("origin"), FILM);
    Metainfo metainfo = Fixture.torrent(film, TorrentVersion.HYBRID, PIECE);
    Session seeder = fixture.session(LOOPBACK);
    seeder.add(metainfo, film.getParent(), TorrentOptions.defaults());
    TorrentHandle copy = fixture.session(LOOPBACK).add(metainfo, temp.resolve("copy"), resuming());
    copy.addPeer(seeder.listenAddress());
    await(copy.whenComplete());

    Path copied = temp.resolve("copy/film.bin");
    damage(copied, 5_000_000);
    RecheckResult result = await(copy.recheck(4_900_000, 200_000));

    assertThat(result).isEqualTo(new RecheckResult(2, 1));
    while (await(copy.status()).state() != State.SEEDING) {
      Thread.sleep(20);
    }
    assertThat(Files.mismatch(film, copied)).isEqualTo(-1);
  }

  private static void damage(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(~old);
    }
  }
}
