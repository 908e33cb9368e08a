package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * libtorrent-rasterbar through Debian's Python binding, tuned: plain TCP, no limits, no discovery.
 */
record LibtorrentContender(Path script) implements Contender {
  static LibtorrentContender unpack(Path scratch) {
    return new LibtorrentContender(Resources.unpack("libtorrent_peer.py", scratch));
  }

  @Override
  public String name() {
    return "libtorrent";
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
  public List<String> seed(Path torrent, Path directory, long uploadBytesPerSecond) {
    return line(
        "seed", torrent.toString(), directory.toString(), Long.toString(uploadBytesPerSecond));
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

  private List<String> line(String... arguments) {
    List<String> line = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
    line.addAll(List.of(arguments));
    return line;
  }
}
