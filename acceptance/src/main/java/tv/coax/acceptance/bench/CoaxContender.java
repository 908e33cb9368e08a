package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Our engine, through the same command an operator uses. */
record CoaxContender(Path command) implements Contender {
  @Override
  public String name() {
    return "coax";
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
  public List<String> seed(Path torrent, Path directory, long uploadBytesPerSecond) {
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
    return line;
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

  private List<String> torrent(String... arguments) {
    List<String> line = new ArrayList<>(List.of(command.toString(), "torrent"));
    line.addAll(List.of(arguments));
    return line;
  }
}
