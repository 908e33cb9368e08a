package tv.coax.bittorrent.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metainfo.Content;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.ProgressListener;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.torrent.TorrentOptions;

class GetMagnetTest {
  @TempDir Path directory;

  @Test
  void linkAndPeerAreEnough() throws Exception {
    Path film = Content.write(directory.resolve("film.bin"), 3, 1_000_000);
    Metainfo torrent = new MetainfoBuilder().build(film, ProgressListener.NONE);
    Vertx vertx = Vertx.vertx();
    Session seeder =
        Session.start(
                vertx, SessionConfig.defaults().withListen(new InetSocketAddress("127.0.0.1", 0)))
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    seeder.add(torrent, directory, TorrentOptions.defaults().withTrustComplete(true));
    String peer = "127.0.0.1:" + seeder.listenAddress().getPort();
    Path copy = directory.resolve("copy");

    Outcome outcome =
        Outcome.of("get", Magnet.of(torrent).toString(), "--peer", peer, "-o", copy.toString());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(Files.mismatch(film, copy.resolve("film.bin"))).isEqualTo(-1);
    seeder.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void linkToNoTorrentIsBadInput() {
    Outcome outcome = Outcome.of("get", "magnet:?dn=film", "-o", directory.toString());

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("names no torrent");
  }
}
