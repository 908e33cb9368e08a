package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every benchmark lets its user choose. */
final class BenchOptions {
  @Option(
      names = "--runs",
      description = "Measured runs of each contender (default ${DEFAULT-VALUE}).")
  int runs = 5;

  @Option(
      names = "--warm-up",
      description = "Runs before that which do not count (default ${DEFAULT-VALUE}).")
  int warmUp = 1;

  @Option(names = "--size", description = "Size in MiB (default ${DEFAULT-VALUE}).")
  int sizeMiB = 1024;

  @Option(names = "--piece-length", description = "Piece length in KiB (default ${DEFAULT-VALUE}).")
  int pieceKiB = 1024;

  @Option(
      names = "--directory",
      description = "Where the data lies; default is the memory disk /dev/shm.")
  @Nullable Path directory;

  @Option(
      names = "--coax",
      description = "The coax command to measure.",
      defaultValue = "${env:COAX_COMMAND:-./coax}")
  Path coax = Path.of("./coax");

  int pieceLength() {
    return pieceKiB * 1024;
  }

  long sizeBytes() {
    return sizeMiB * 1024L * 1024L;
  }

  /** A scratch directory, deleted with all that is in it when the benchmark ends. */
  Path scratch() {
    try {
      Path base = directory != null ? directory : Path.of("/dev/shm");
      Path scratch = Files.createTempDirectory(base, "coax-bench-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch)));
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  static Path directory(Path path) {
    try {
      delete(path);
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
