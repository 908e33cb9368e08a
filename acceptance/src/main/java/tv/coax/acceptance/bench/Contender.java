package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A BitTorrent program that can be measured. What it can do it says by the interfaces below: each
 * is one job, and how the program is told to do it.
 */
interface Contender {
  String name();

  /** Its version, for the report; empty when it is not on this machine. */
  String version();

  /** How it is to be had. */
  String origin();

  /** Whether it knows torrents of this version: v1, v2 or hybrid. */
  default boolean knows(String version) {
    return version.equals("v1");
  }

  /** Makes torrents. */
  interface Maker extends Contender {
    List<String> create(Path content, Path torrent, String version, int pieceLength);
  }

  /** Re-checks what is in a directory; the command ends with 0 when all is there. */
  interface Checker extends Contender {
    List<String> check(Path torrent, Path directory);
  }

  /** Seeds without a limit, and downloads. */
  interface Carrier extends Contender {
    Seeder seed(Path torrent, Path directory);

    /** Downloads from one address and ends when all is verified. */
    List<String> get(Path torrent, Path directory, String peer);

    /** The status with which a download ends when all is verified. */
    default int goodEnd() {
      return 0;
    }
  }

  /** Seeds with a limit. */
  interface SlowSeeder extends Contender {
    Seeder seed(Path torrent, Path directory, long uploadBytesPerSecond);
  }

  /** Is one of many that exchange pieces. */
  interface Swarmer extends SlowSeeder {
    /**
     * Downloads, stays to serve, and prints a line beginning with {@link #completeWord} when all is
     * verified.
     */
    List<String> join(Path torrent, Path directory, int listenPort, List<String> peers);

    String completeWord();
  }

  /** Plays a film while it arrives. */
  interface Player extends SlowSeeder {
    /**
     * Plays from the start, then from the middle, and prints one line as {@link Playback#parse}
     * reads it.
     */
    List<String> play(Path torrent, Path directory, String peer, Film film);
  }

  /** Seeds all torrents of a directory in one process. */
  interface Host extends Contender {
    Seeder host(Path torrents, Path data);
  }
}
