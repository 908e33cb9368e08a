package tv.coax.acceptance.bench.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;

/** Our engine seeding all torrents of a directory: {@code CoaxHost TORRENTS DATA}. */
public final class CoaxHost {
  private CoaxHost() {}

  public static void main(String[] arguments)
      throws IOException, MetainfoException, InterruptedException {
    Path data = Path.of(arguments[1]);
    TorrentOptions options = TorrentOptions.defaults().withAnnounce(false).withTrustComplete(true);
    Session session = OurSession.start();
    for (Path torrent : files(Path.of(arguments[0]))) {
      TorrentHandle handle = session.add(Metainfo.read(torrent), data, options);
      OurSession.await(handle.whenComplete());
    }
    System.out.println("listening 127.0.0.1:" + session.listenAddress().getPort());
    new CountDownLatch(1).await();
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return new ArrayList<>(all.sorted().toList());
    }
  }
}
