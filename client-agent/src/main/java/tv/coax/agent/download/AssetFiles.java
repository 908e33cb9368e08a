package tv.coax.agent.download;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tv.coax.agent.store.AtomicFiles;
import tv.coax.agent.store.BoxFiles;
import tv.coax.protection.asset.AssetId;

/**
 * Where the parts of an asset lie: {@code assets/TITLE-VERSION/…}, and beside it what is needed to
 * go on with it.
 */
final class AssetFiles {

  static final int MAX_TORRENT_BYTES = 16 << 20;
  private static final int MAX_MANIFEST_BYTES = 64 << 10;

  private final BoxFiles files;
  private final String name;

  AssetFiles(BoxFiles files, AssetId asset) {
    this.files = files;
    this.name = asset.titleId() + "-" + asset.version();
  }

  /** The directory of the sealed file. */
  Path directory() {
    return files.path("assets", name);
  }

  /** What the engine notes about verified pieces. */
  Path resume() {
    return files.path("assets", name + ".resume");
  }

  Optional<byte[]> torrent() {
    return AtomicFiles.read(torrentFile(), MAX_TORRENT_BYTES);
  }

  void keepTorrent(byte[] torrent) {
    AtomicFiles.write(torrentFile(), torrent);
  }

  Optional<byte[]> manifest() {
    return AtomicFiles.read(manifestFile(), MAX_MANIFEST_BYTES);
  }

  void keepManifest(byte[] jws) {
    AtomicFiles.write(manifestFile(), jws);
  }

  /** Removes all of them; what is missing already is fine. */
  void delete() {
    for (Path small : List.of(torrentFile(), manifestFile(), resume())) {
      AtomicFiles.delete(small);
    }
    try (Stream<Path> all =
        Files.exists(directory()) ? Files.walk(directory()) : Stream.<Path>empty()) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The former film could not be removed.", e);
    }
  }

  /** Whether some version of the title's sealed file lies here, by whatever way it came. */
  static boolean anyOf(BoxFiles files, String titleId) {
    return BoxFiles.isPlainName(titleId)
        && files.list(files.path("assets"), "").stream()
            .filter(Files::isDirectory)
            .map(f -> f.getFileName().toString())
            .anyMatch(f ->
                f.startsWith(titleId + "-")
                    && f.substring(titleId.length() + 1).matches("\\d{1,9}"));
  }

  private Path torrentFile() {
    return files.path("assets", name + ".torrent");
  }

  private Path manifestFile() {
    return files.path("assets", name + ".manifest.jws");
  }
}
