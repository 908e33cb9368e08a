package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;

/** Hashing alone, on all cores: what making and checking a torrent cannot beat. */
final class HashFloor {
  private HashFloor() {}

  static List<String> command(Path floor, Path content, String version, int pieceLength) {
    return List.of(
        floor.toString(),
        "hash",
        content.toString(),
        version.equals("v1") ? "sha1" : "sha256",
        Integer.toString(pieceLength),
        Integer.toString(Runtime.getRuntime().availableProcessors()));
  }
}
