package tv.coax.bittorrent.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tv.coax.bittorrent.metainfo.Content;
import tv.coax.bittorrent.metainfo.ContentCheck;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.ProgressListener;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** nginx, which knows nothing of torrents, as the only source of a torrent's files (BEP 19). */
class NginxWebSeedTest {
  @TempDir Path directory;

  static Stream<Arguments> cases() {
    return Stream.of(TorrentVersion.values())
        .flatMap(version -> Stream.of(true, false).map(tree -> Arguments.of(version, tree)));
  }

  private ForeignProcess nginx(Path files, int port) throws Exception {
    String program = ForeignProcess.require("nginx", "nginx");
    Path home = Files.createDirectories(directory.resolve("nginx"));
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    Path config =
        Files.writeString(
            home.resolve("nginx.conf"),
            """
            daemon off; %s pid %s/pid; error_log stderr; worker_processes 1;
            events { worker_connections 64; }
            http {
              access_log off; client_body_temp_path %s/b; proxy_temp_path %s/p;
              fastcgi_temp_path %s/f; uwsgi_temp_path %s/u; scgi_temp_path %s/s;
              server { listen 127.0.0.1:%d; root %s; }
            }
            """
                .formatted(user, home, home, home, home, home, home, port, files));
    ForeignProcess server =
        ForeignProcess.start(home, program, "-p", home, "-e", "stderr", "-c", config);
    server.awaitPort(port);
    return server;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nginxIsEnough(TorrentVersion version, boolean tree) throws Exception {
    Path origin = Files.createDirectories(directory.resolve("origin"));
    Path content =
        tree
            ? Content.tree(origin.resolve("a tree"))
            : Content.write(origin.resolve("film.bin"), 9, 12_345_679);
    int port = ForeignProcess.freePort();
    String root = "http://127.0.0.1:" + port + "/";
    Metainfo torrent =
        new MetainfoBuilder()
            .version(version)
            .pieceLength(tree ? 32 * 1024 : 256 * 1024)
            .webSeed(URI.create(tree ? root : root + "film.bin"))
            .build(content, ProgressListener.NONE);
    Path copy = directory.resolve("copy");
    Vertx vertx = Vertx.vertx();
    SessionConfig loopback =
        SessionConfig.defaults().withListen(new InetSocketAddress("127.0.0.1", 0));

    try (ForeignProcess server = nginx(origin, port)) {
      Session session = Swarm.await(Session.start(vertx, loopback));
      TorrentHandle handle = session.add(torrent, copy, TorrentOptions.defaults());
      Swarm.await(handle.whenComplete());
      assertThat(Swarm.await(handle.status()).wastedBytes()).isZero();
      assertThat(server.isAlive()).isTrue();
      Swarm.await(session.close());
    }
    Swarm.await(vertx.close().toCompletionStage());

    assertThat(ContentCheck.of(torrent, copy, ProgressListener.NONE).good().isFull()).isTrue();
  }
}
