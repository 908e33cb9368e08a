package tv.coax.acceptance.bench.program;

import java.io.IOException;
import java.nio.file.Path;
import tv.coax.acceptance.bench.Playback;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.MetainfoException;
import tv.coax.bittorrent.play.Reader;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.TorrentOptions;

/**
 * Plays a film with our engine's reader while it arrives, from the start and then from the middle:
 * {@code CoaxPlayer TORRENT DIR PEER BYTES_PER_SECOND START_BYTES SECONDS}.
 *
 * <p>The clock starts when the peer's address is given to the engine, and again at the jump. Once
 * the first bytes are there the picture moves; a read that comes after the picture needs it is a
 * stall and moves the clock of the picture. Nothing is read further ahead of the picture than a
 * player's buffer.
 */
public final class CoaxPlayer {
  private static final int READ_BYTES = 256 * 1024;
  private static final double BUFFER_BYTES = 8 << 20;
  private static final double FRAME_SECONDS = 0.04;

  private final Reader reader;
  private final double bytesPerSecond;
  private final long startBytes;
  private final double seconds;
  private int stalls;
  private double stalledSeconds;

  private CoaxPlayer(Reader reader, double bytesPerSecond, long startBytes, double seconds) {
    this.reader = reader;
    this.bytesPerSecond = bytesPerSecond;
    this.startBytes = startBytes;
    this.seconds = seconds;
  }

  public static void main(String[] arguments)
      throws IOException, MetainfoException, InterruptedException {
    Session session = OurSession.start();
    TorrentHandle film =
        session.add(
            Metainfo.read(Path.of(arguments[0])),
            Path.of(arguments[1]),
            TorrentOptions.defaults().withAnnounce(false));
    OurSession.await(film.status());
    CoaxPlayer player =
        new CoaxPlayer(
            film.reader(0),
            Double.parseDouble(arguments[3]),
            Long.parseLong(arguments[4]),
            Double.parseDouble(arguments[5]));
    double connected = now();
    film.addPeer(OurSession.address(arguments[2]));
    double start = player.play(0, connected);
    double seek = player.play(player.reader.length() / 2, now());
    System.out.println(new Playback(start, seek, player.stalls, player.stalledSeconds).line());
    Runtime.getRuntime().halt(0);
  }

  /** Answers the seconds until the picture moved. */
  private double play(long from, double asked) throws InterruptedException {
    long at = from;
    while (at < from + startBytes) {
      at += read(at);
    }
    double moving = now() - asked;
    double origin = now();
    while (at < reader.length() && at - from < bytesPerSecond * seconds) {
      double due = origin + (at - from) / bytesPerSecond;
      sleepUntil(due - BUFFER_BYTES / bytesPerSecond);
      at += read(at);
      double late = now() - due;
      if (late > FRAME_SECONDS) {
        stalls++;
        stalledSeconds += late;
        origin += late;
      }
    }
    return moving;
  }

  private int read(long at) {
    return OurSession.await(reader.read(at, READ_BYTES)).remaining();
  }

  private static void sleepUntil(double when) throws InterruptedException {
    double left = when - now();
    if (left > 0) {
      Thread.sleep((long) Math.ceil(left * 1000));
    }
  }

  private static double now() {
    return System.nanoTime() / 1e9;
  }
}
