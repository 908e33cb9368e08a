package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tv.coax.acceptance.bench.program.CoaxHost;
import tv.coax.acceptance.bench.program.CoaxPlayer;

/**
 * Our engine: through the command an operator uses, and for what the command does not do through a
 * small program on the engine's own interface.
 */
record CoaxContender(Path command, OurJava java)
    implements Contender.Maker,
        Contender.Checker,
        Contender.Carrier,
        Contender.Swarmer,
        Contender.Player,
        Contender.Host {
  @Override
  public String name() {
    return "coax";
  }

  @Override
  public String version() {
    String commit =
        Programs.firstLine("git", "-C", java.home().toString(), "rev-parse", "--short", "HEAD");
    return commit.isEmpty() ? "of this checkout" : commit;
  }

  @Override
  public String origin() {
    return "this checkout";
  }

  @Override
  public boolean knows(String version) {
    return true;
  }

  @Override
  public List<String> create(Path content, Path torrent, String version, int pieceLength) {
    return torrent(
        "create",
        content.toString(),
        "-o",
        torrent.toString(),
        "--" + version,
        "--piece-length",
        Integer.toString(pieceLength));
  }

  @Override
  public List<String> check(Path torrent, Path directory) {
    return torrent("check", torrent.toString(), directory.toString());
  }

  @Override
  public Seeder seed(Path torrent, Path directory) {
    return seed(torrent, directory, 0);
  }

  @Override
  public Seeder seed(Path torrent, Path directory, long uploadBytesPerSecond) {
    List<String> line =
        torrent(
            "seed",
            torrent.toString(),
            directory.toString(),
            "--listen",
            "127.0.0.1:0",
            "--no-tracker");
    if (uploadBytesPerSecond > 0) {
      line.addAll(List.of("--upload-limit", Long.toString(uploadBytesPerSecond)));
    }
    return Seeder.saysWhere(line);
  }

  @Override
  public List<String> get(Path torrent, Path directory, String peer) {
    return torrent(
        "get",
        torrent.toString(),
        "-o",
        directory.toString(),
        "--peer",
        peer,
        "--listen",
        "127.0.0.1:0",
        "--no-tracker");
  }

  @Override
  public List<String> join(Path torrent, Path directory, int listenPort, List<String> peers) {
    List<String> line =
        torrent(
            "get",
            torrent.toString(),
            "-o",
            directory.toString(),
            "--listen",
            "127.0.0.1:" + listenPort,
            "--no-tracker",
            "--seed",
            "--json");
    peers.forEach(peer -> line.addAll(List.of("--peer", peer)));
    return line;
  }

  @Override
  public String completeWord() {
    return "{";
  }

  @Override
  public List<String> play(Path torrent, Path directory, String peer, Film film) {
    List<String> line = java.line(CoaxPlayer.class, torrent.toString(), directory.toString(), peer);
    line.addAll(film.arguments());
    return line;
  }

  @Override
  public Seeder host(Path torrents, Path data) {
    return Seeder.saysWhere(java.line(CoaxHost.class, torrents.toString(), data.toString()));
  }

  private List<String> torrent(String... arguments) {
    List<String> line = new ArrayList<>(List.of(command.toString(), "torrent"));
    line.addAll(List.of(arguments));
    return line;
  }
}
