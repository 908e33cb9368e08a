package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;

/** A BitTorrent program that can be measured beside ours: how it is told to do each job. */
interface Contender {
  String name();

  /** The command that makes a torrent of {@code content}. */
  List<String> create(Path content, Path torrent, String version, int pieceLength);

  /** The command that re-checks what is in the directory; ends with 0 when it is complete. */
  List<String> check(Path torrent, Path directory);

  /**
   * The command that seeds and prints {@code listening HOST:PORT}; a limit of 0 bytes a second is
   * none.
   */
  List<String> seed(Path torrent, Path directory, long uploadBytesPerSecond);

  /** The command that downloads from one address and ends with 0 when all is verified. */
  List<String> get(Path torrent, Path directory, String peer);

  /**
   * The command that downloads in a swarm, stays to serve, and prints a line beginning with {@link
   * #completeWord} when all is verified.
   */
  List<String> join(Path torrent, Path directory, int listenPort, List<String> peers);

  /** How the line begins that says a {@link #join joined} download is complete. */
  String completeWord();
}
