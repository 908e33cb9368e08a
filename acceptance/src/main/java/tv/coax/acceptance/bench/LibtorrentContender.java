package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * libtorrent-rasterbar through Debian's Python binding, tuned: plain TCP, no limits, no discovery.
 */
record LibtorrentContender(Path script)
    implements Contender.Maker,
        Contender.Checker,
        Contender.Carrier,
        Contender.Swarmer,
        Contender.Player,
        Contender.Host {
  private static final String PYTHON = "/usr/bin/python3";

  @Override
  public String name() {
    return "libtorrent";
  }

  @Override
  public String version() {
    return Programs.firstLine(PYTHON, "-c", "import libtorrent; print(libtorrent.__version__)");
  }

  @Override
  public String origin() {
    return "Debian's package python3-libtorrent";
  }

  @Override
  public boolean knows(String version) {
    return true;
  }

  @Override
  public List<String> create(Path content, Path torrent, String version, int pieceLength) {
    return line(
        "create", content.toString(), torrent.toString(), version, Integer.toString(pieceLength));
  }

  @Override
  public List<String> check(Path torrent, Path directory) {
    return line("check", torrent.toString(), directory.toString());
  }

  @Override
  public Seeder seed(Path torrent, Path directory) {
    return seed(torrent, directory, 0);
  }

  @Override
  public Seeder seed(Path torrent, Path directory, long uploadBytesPerSecond) {
    return Seeder.saysWhere(
        line(
            "seed", torrent.toString(), directory.toString(), Long.toString(uploadBytesPerSecond)));
  }

  @Override
  public List<String> get(Path torrent, Path directory, String peer) {
    return line("get", torrent.toString(), directory.toString(), peer);
  }

  @Override
  public List<String> join(Path torrent, Path directory, int listenPort, List<String> peers) {
    List<String> line =
        line("join", torrent.toString(), directory.toString(), Integer.toString(listenPort));
    line.addAll(peers);
    return line;
  }

  @Override
  public String completeWord() {
    return "complete";
  }

  @Override
  public List<String> play(Path torrent, Path directory, String peer, Film film) {
    List<String> line = line("play", torrent.toString(), directory.toString(), peer);
    line.addAll(film.arguments());
    return line;
  }

  @Override
  public Seeder host(Path torrents, Path data) {
    return Seeder.saysWhere(line("host", torrents.toString(), data.toString()));
  }

  private List<String> line(String... arguments) {
    List<String> line = new ArrayList<>(List.of(PYTHON, script.toString()));
    line.addAll(List.of(arguments));
    return line;
  }
}
