package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * aria2: no limits, no encryption, no discovery. It cannot be told a peer, so it finds the seeder
 * through a tracker.
 */
record Aria2Contender(TorrentAt torrentAt) implements Contender.Checker, Contender.Carrier {
  @Override
  public String name() {
    return "aria2";
  }

  @Override
  public String version() {
    return Programs.firstLine("aria2c", "--version").replace("aria2 version ", "");
  }

  @Override
  public String origin() {
    return "Debian's package aria2";
  }

  @Override
  public List<String> check(Path torrent, Path directory) {
    return line(torrent, directory, "--check-integrity=true", "--hash-check-only=true");
  }

  @Override
  public Seeder seed(Path torrent, Path directory) {
    int port = Sockets.freePort();
    List<String> line =
        line(
            torrentAt.nobody(torrent),
            directory,
            "--check-integrity=true",
            "--bt-hash-check-seed=true",
            "--seed-ratio=0.0",
            "--listen-port=" + port);
    return new Seeder(line, "BitTorrent: listening on", "127.0.0.1:" + port);
  }

  @Override
  public List<String> get(Path torrent, Path directory, String peer) {
    return line(
        torrentAt.peer(torrent, peer),
        directory,
        "--seed-time=0",
        "--listen-port=" + Sockets.freePort());
  }

  private static List<String> line(Path torrent, Path directory, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "aria2c",
                "--no-conf",
                "--enable-dht=false",
                "--enable-dht6=false",
                "--bt-enable-lpd=false",
                "--enable-peer-exchange=false",
                "--disable-ipv6=true",
                "--interface=127.0.0.1",
                "--bt-min-crypto-level=plain",
                "--file-allocation=none",
                "--disk-cache=64M",
                "--summary-interval=0",
                "--show-console-readout=false",
                "--dir=" + directory,
                "--torrent-file=" + torrent));
    line.addAll(List.of(more));
    return line;
  }
}
