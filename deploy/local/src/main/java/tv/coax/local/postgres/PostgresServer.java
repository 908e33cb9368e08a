package tv.coax.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tv.coax.local.process.Directories;
import tv.coax.local.process.LogTail;
import tv.coax.local.process.PlatformException;
import tv.coax.local.process.ProcessSpec;

/** One PostgreSQL server on loopback with its data in a directory that outlives it. */
public final class PostgresServer {
  private final Path home;
  private final Path data;
  private final Path log;
  private final int port;
  private final String password;
  private final Unprivileged user = Unprivileged.detect();

  /**
   * Unpacks the server if need be.
   *
   * @param programs where unpacked programs live, shared by all states
   * @param data the data directory, made when it does not exist
   * @param password of the superuser {@code postgres}
   */
  public PostgresServer(Path programs, Path data, Path log, int port, String password) {
    this.home = PostgresBinaries.unpack(programs);
    this.data = data;
    this.log = log;
    this.port = port;
    this.password = password;
  }

  /** Makes the data directory the first time; one cut off in the middle is made anew. */
  public void initialise() {
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path fresh = data.resolveSibling(data.getFileName() + ".new");
    try {
      Directories.delete(fresh);
      Files.createDirectories(fresh);
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
      user.own(fresh);
      runInitdb(fresh);
      Directories.delete(data);
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      throw new PlatformException(
          "The database cannot be made in " + data + ": " + e.getReason() + ".", e);
    } catch (IOException e) {
      throw new PlatformException(
          "The database cannot be made in " + data + ": " + e.getMessage() + ".", e);
    }
  }

  private void runInitdb(Path fresh) throws IOException {
    Files.createDirectories(log.getParent());
    var command =
        user.command(
            List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--pwfile=/dev/stdin",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write((password + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new PlatformException(
            "The database cannot be made in " + data + ": " + LogTail.reason(log) + ".");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while the database was made.", e);
    }
  }

  /** The server as a supervised program; stopped by SIGINT, which is PostgreSQL's fast shutdown. */
  public ProcessSpec spec() {
    var command =
        user.command(
            List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=120",
                "-c",
                "shared_buffers=64MB"));
    return new ProcessSpec(
        "postgresql",
        command,
        Map.of("LC_ALL", "C"),
        home,
        log,
        () -> Orphans.clear(data),
        databases()::answer,
        "INT",
        Duration.ofSeconds(20));
  }

  /** What to do inside the running server. */
  public Databases databases() {
    return new Databases(port, password);
  }
}
