package tv.coax.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which processes a platform started, on disk, so that the next start finds those that a killed
 * platform left behind. A process counts as the same one only if its number and its start time
 * match.
 */
final class RunRecords {
  private final Path directory;

  RunRecords(Path directory) {
    this.directory = directory;
  }

  void started(String name, ProcessHandle process) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), process.pid() + " " + startOf(process) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void ended(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends every process still alive of an earlier platform; the names of those ended. */
  List<String> endLeftovers(Duration grace) {
    var ended = new ArrayList<String>();
    var leftovers = new ArrayList<ProcessHandle>();
    for (Path file : files()) {
      alive(file)
          .ifPresent(process -> {
            ended.add(file.getFileName().toString());
            process.destroy();
            leftovers.add(process);
          });
    }
    Instant deadline = Instant.now().plus(grace);
    for (var process : leftovers) {
      await(process, Duration.between(Instant.now(), deadline));
      if (Liveness.isRunning(process)) {
        process.destroyForcibly();
        await(process, Duration.ofSeconds(5));
      }
    }
    files().forEach(file -> ended(file.getFileName().toString()));
    return ended;
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> alive(Path file) {
    try {
      String[] parts = Files.readString(file).strip().split(" ");
      if (parts.length != 2) {
        return Optional.empty();
      }
      long startedAt = Long.parseLong(parts[1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(Liveness::isRunning)
          .filter(process -> Math.abs(startOf(process) - startedAt) < 50);
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static void await(ProcessHandle process, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (Liveness.isRunning(process) && System.nanoTime() < deadline) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
