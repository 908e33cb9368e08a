package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Hashing alone, on all cores: what making and checking a torrent cannot beat. SHA-1 for v1, else
 * SHA-256; so for a hybrid it is half of the work of making one, and all of checking one by its
 * version 2 hashes.
 */
record HashFloor(Path floor, Path content, int pieceLength) {
  static final String NAME = "hashing alone";

  List<String> command(String version) {
    return List.of(
        floor.toString(),
        "hash",
        content.toString(),
        version.equals("v1") ? "sha1" : "sha256",
        Integer.toString(pieceLength),
        Integer.toString(Runtime.getRuntime().availableProcessors()));
  }
}
