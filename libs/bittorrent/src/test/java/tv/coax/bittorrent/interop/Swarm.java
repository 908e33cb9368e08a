package tv.coax.bittorrent.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.metadata.Magnet;
import tv.coax.bittorrent.metainfo.Content;
import tv.coax.bittorrent.metainfo.ContentCheck;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoBuilder;
import tv.coax.bittorrent.metainfo.ProgressListener;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.session.MagnetHandle;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** One torrent, its files on the giving side, an empty directory on the other, and our session. */
final class Swarm implements AutoCloseable {
  /** What is carried. */
  enum Kind {
    /** Seven files of odd sizes, one of them empty: padding in hybrid and version 2. */
    TREE,
    /** One larger file of an odd size. */
    FILM
  }

  final Path origin;
  final Path copy;
  final Path torrentFile;
  final Metainfo torrent;
  private final Vertx vertx = Vertx.vertx();
  private final Session session;

  Swarm(Path directory, TorrentVersion version, Kind kind, String... trackers) throws Exception {
    origin = Files.createDirectories(directory.resolve("origin"));
    copy = Files.createDirectories(directory.resolve("copy"));
    torrentFile = directory.resolve("film.torrent");
    Path content = content(kind);
    MetainfoBuilder builder = new MetainfoBuilder().version(version);
    builder.pieceLength(kind == Kind.TREE ? 32 * 1024 : 256 * 1024);
    for (String tracker : trackers) {
      builder.announce(URI.create(tracker));
    }
    torrent = builder.build(content, ProgressListener.NONE);
    Files.write(torrentFile, torrent.toBytes());
    session =
        await(
            Session.start(
                vertx, SessionConfig.defaults().withListen(new InetSocketAddress("127.0.0.1", 0))));
  }

  private Path content(Kind kind) throws IOException {
    if (kind == Kind.FILM) {
      return Content.write(origin.resolve("film.bin"), 9, 12_345_679);
    }
    Path tree = Content.tree(origin.resolve("tree"));
    // No two pad files of one length: rtorrent takes no two files of one name.
    Content.write(tree.resolve("c"), 5, 40_001);
    return tree;
  }

  /** Every version and every kind of content. */
  static Stream<Arguments> everything() {
    return Stream.of(TorrentVersion.values())
        .flatMap(version -> Stream.of(Kind.values()).map(kind -> Arguments.of(version, kind)));
  }

  /** Pad files on the giving side, for programs that take them for files as any other. */
  void writePadFiles() throws IOException {
    Path folder = origin.resolve(torrent.name());
    if (!Files.isDirectory(folder)) {
      return;
    }
    for (LayoutFile file : torrent.layout().files()) {
      if (file.padding()) {
        Path pad = folder.resolve(".pad").resolve(file.path().getLast());
        Files.createDirectories(pad.getParent());
        Files.write(pad, new byte[(int) file.length()]);
      }
    }
  }

  InetSocketAddress address() {
    return session.listenAddress();
  }

  String hostPort() {
    return "127.0.0.1:" + address().getPort();
  }

  /** We have everything and serve it. */
  TorrentHandle seed(boolean announce) throws Exception {
    TorrentHandle handle =
        session.add(torrent, origin, TorrentOptions.defaults().withAnnounce(announce));
    await(handle.whenComplete());
    return handle;
  }

  /** We have everything, and tell each peer only of what is meant for it. */
  TorrentHandle superSeed() throws Exception {
    TorrentOptions options = TorrentOptions.defaults().withAnnounce(false).withSuperSeed(true);
    TorrentHandle handle = session.add(torrent, origin, options);
    await(handle.whenComplete());
    return handle;
  }

  /** We have nothing yet. */
  TorrentHandle get(boolean announce) {
    return session.add(torrent, copy, TorrentOptions.defaults().withAnnounce(announce));
  }

  /** We have nothing but a link. */
  MagnetHandle getMagnet() {
    return session.addMagnet(Magnet.of(torrent), copy, TorrentOptions.defaults());
  }

  void awaitComplete(TorrentHandle handle) throws Exception {
    await(handle.whenComplete());
    assertThat(await(handle.status()).hashFailures()).isZero();
    assertCopied();
  }

  /** Every byte of every file is on the receiving side; not everyone makes empty files. */
  void assertCopied() throws Exception {
    ContentCheck check = ContentCheck.of(torrent, copy, ProgressListener.NONE);
    assertThat(check.good().isFull()).isTrue();
    assertThat(check.missing()).allMatch(file -> file.length() == 0);
  }

  static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    session.close().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
