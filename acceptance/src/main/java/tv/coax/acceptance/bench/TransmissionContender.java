package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Transmission's command line client: no limits, no encryption, no discovery, plain TCP. It cannot
 * be told a peer, so it finds the seeder through a tracker; it believes no tracker that names
 * 127.0.0.1, so its two processes meet at another address of this machine, which the kernel carries
 * over the loopback all the same. It seeds when it has its torrent; so the script that it runs at
 * the end of a download ends it.
 */
final class TransmissionContender implements Contender.Maker, Contender.Carrier {
  private static final int KILLED = 128 + 9;
  private static final String SETTINGS =
      """
      {"dht-enabled": false, "lpd-enabled": false, "pex-enabled": false, "utp-enabled": false,
       "port-forwarding-enabled": false, "encryption": 0, "bind-address-ipv4": "%s",
       "bind-address-ipv6": "::1", "speed-limit-up-enabled": false,
       "speed-limit-down-enabled": false, "ratio-limit-enabled": false, "cache-size-mb": 64,
       "preallocation": 1, "message-level": 1}
      """;

  private final Path scratch;
  private final TorrentAt torrentAt;

  TransmissionContender(Path scratch, TorrentAt torrentAt) {
    this.scratch = scratch;
    this.torrentAt = torrentAt;
  }

  @Override
  public String name() {
    return "Transmission";
  }

  @Override
  public String version() {
    if (Sockets.ownAddress().isEmpty()) {
      return "";
    }
    String said = Programs.firstLine("transmission-cli", "--version");
    return said.replace("transmission-cli ", "").replaceAll(" .*", "");
  }

  @Override
  public String origin() {
    return "Debian's package transmission-cli, and an address besides 127.0.0.1";
  }

  @Override
  public List<String> create(Path content, Path torrent, String version, int pieceLength) {
    return List.of(
        "transmission-create",
        "-o",
        torrent.toString(),
        "-s",
        Integer.toString(pieceLength / 1024),
        content.toString());
  }

  @Override
  public Seeder seed(Path torrent, Path directory) {
    int port = Sockets.freePort();
    List<String> line = new ArrayList<>(List.of("stdbuf", "-o0"));
    line.addAll(client("seeder", directory, port));
    line.add("-v");
    line.add(torrentAt.nobody(torrent).toString());
    return new Seeder(line, "Seeding,", Sockets.ownAddress() + ":" + port);
  }

  @Override
  public List<String> get(Path torrent, Path directory, String peer) {
    List<String> line = client("leecher", directory, Sockets.freePort());
    line.addAll(List.of("-f", ender().toString(), torrentAt.peer(torrent, peer).toString()));
    return line;
  }

  @Override
  public int goodEnd() {
    return KILLED;
  }

  private List<String> client(String role, Path directory, int port) {
    try {
      Path config = BenchOptions.directory(scratch.resolve("transmission-" + role));
      Files.writeString(config.resolve("settings.json"), SETTINGS.formatted(Sockets.ownAddress()));
      return new ArrayList<>(
          List.of(
              "transmission-cli",
              "-g",
              config.toString(),
              "-w",
              directory.toString(),
              "-M",
              "-p",
              Integer.toString(port)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ender() {
    try {
      Path script = scratch.resolve("transmission-end");
      if (!Files.exists(script)) {
        Files.writeString(script, "#!/bin/sh\nkill -9 $PPID\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
      }
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
