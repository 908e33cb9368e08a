package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every benchmark lets its user choose. */
final class BenchOptions {
  private static final Path MEMORY_DISK = Path.of("/dev/shm");

  @Option(
      names = "--runs",
      description =
          "Measured runs of each contender (default ${DEFAULT-VALUE}, half of them in reverse order).")
  int runs = 6;

  @Option(
      names = "--warm-up",
      description = "Runs before that which do not count (default ${DEFAULT-VALUE}).")
  int warmUp = 1;

  @Option(names = "--size", description = "Size in MiB (default ${DEFAULT-VALUE}).")
  int sizeMiB;

  @Option(names = "--piece-length", description = "Piece length in KiB (default ${DEFAULT-VALUE}).")
  int pieceKiB = 1024;

  @Option(
      names = "--directory",
      description = "Where the data lies; default is the memory disk /dev/shm.")
  @Nullable Path directory;

  @Option(
      names = "--contenders",
      split = ",",
      description =
          "Who takes part, such as coax,libtorrent; default is everybody who can:"
              + " coax, libtorrent, Transmission, aria2, bt-core.")
  List<String> contenders = List.of();

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Append the tables to this file too.")
  @Nullable Path markdown;

  @Option(
      names = "--coax",
      description = "The coax command to measure.",
      defaultValue = "${env:COAX_COMMAND:-./coax}")
  Path coax = Path.of("./coax");

  @Option(
      names = "--java",
      paramLabel = "OPTION",
      description = "A further option for the JVM of our player and our host; may be repeated.")
  List<String> java = new ArrayList<>();

  BenchOptions(int sizeMiB) {
    this.sizeMiB = sizeMiB;
  }

  int pieceLength() {
    return pieceKiB * 1024;
  }

  long sizeBytes() {
    return sizeMiB * 1024L * 1024L;
  }

  Path base() {
    return directory != null ? directory : MEMORY_DISK;
  }

  static void delete(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty directory; what was there is deleted. */
  static Path directory(Path path) {
    try {
      delete(path);
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
