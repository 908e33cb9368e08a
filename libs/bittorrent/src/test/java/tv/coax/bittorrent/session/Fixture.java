package tv.coax.bittorrent.session;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.TorrentVersion;

/** Sessions on loopback and a film to share, closed together. */
final class Fixture implements AutoCloseable {
  static final SessionConfig LOOPBACK =
      SessionConfig.defaults().withListen(new InetSocketAddress("127.0.0.1", 0));

  private final Vertx vertx = Vertx.vertx();
  private final List<Session> sessions = new ArrayList<>();

  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(40, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  Session session(SessionConfig config) {
    Session session = await(Session.start(vertx, config));
    sessions.add(session);
    return session;
  }

  static Path film(Path directory, int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    try {
      Files.createDirectories(directory);
      return Files.write(directory.resolve("film.bin"), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Metainfo torrent(Path film, TorrentVersion version, int pieceLength) {
    try {
      return new MetainfoBuilder()
          .version(version)
          .pieceLength(pieceLength)
          .build(film, (done, total) -> {});
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sessions.forEach(session -> await(session.close()));
    await(vertx.close().toCompletionStage());
  }
}
