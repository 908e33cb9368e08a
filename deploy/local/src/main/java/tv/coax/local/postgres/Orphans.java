package tv.coax.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tv.coax.local.process.Liveness;
import tv.coax.local.process.PlatformException;

/**
 * Makes a data directory startable again: a server that outlived its supervisor is stopped, a lock
 * file whose server is gone, or whose number now belongs to another program, is removed.
 */
final class Orphans {
  private static final Duration GRACE = Duration.ofSeconds(20);

  private Orphans() {}

  static void clear(Path data) {
    Path lock = data.resolve("postmaster.pid");
    try {
      var running = owner(lock);
      if (running.isPresent()) {
        stop(running.get());
      }
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new PlatformException(
          "The lock of the database in " + data + " cannot be cleared: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while an earlier PostgreSQL was stopping.", e);
    }
  }

  private static Optional<ProcessHandle> owner(Path lock) throws IOException {
    try {
      String first = Files.readAllLines(lock).stream().findFirst().orElse("").strip();
      return first.matches("\\d{1,10}")
          ? ProcessHandle.of(Long.parseLong(first)).filter(Orphans::isPostgres)
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return Liveness.isRunning(process)
        && process.info().command().map(c -> c.endsWith("/postgres")).orElse(false);
  }

  private static void stop(ProcessHandle server) throws IOException, InterruptedException {
    signal("INT", server);
    if (!ended(server)) {
      signal("QUIT", server);
      if (!ended(server)) {
        throw new PlatformException(
            "An earlier PostgreSQL (process " + server.pid() + ") does not end; end it by hand.");
      }
    }
  }

  private static void signal(String name, ProcessHandle server)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).start().waitFor();
  }

  private static boolean ended(ProcessHandle server) throws InterruptedException {
    Instant deadline = Instant.now().plus(GRACE);
    while (Liveness.isRunning(server) && Instant.now().isBefore(deadline)) {
      Thread.sleep(50);
    }
    return !Liveness.isRunning(server);
  }
}
