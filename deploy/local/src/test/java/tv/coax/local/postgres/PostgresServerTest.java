package tv.coax.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.local.console.Console;
import tv.coax.local.platform.PortPlan;
import tv.coax.local.process.ManagedProcess;
import tv.coax.local.process.Supervisor;

final class PostgresServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private Supervisor supervisor;
  private PostgresServer server;
  private ManagedProcess process;

  @BeforeEach
  void start() {
    supervisor =
        new Supervisor(
            directory.resolve("run"), Console.plain(java.io.OutputStream.nullOutputStream()));
    server =
        new PostgresServer(
            directory.resolve("programs"),
            directory.resolve("postgres"),
            directory.resolve("log"),
            PortPlan.free(1).postgres(),
            "secret");
    server.initialise();
    process = supervisor.add(server.spec());
    process.start();
    process.awaitReady(LIMIT);
    server.databases().provide("catalog", "first");
  }

  @AfterEach
  void stop() {
    supervisor.stop(List.of(List.of("postgresql")));
  }

  @Test
  void whatIsCommittedSurvivesAKill() throws Exception {
    execute("first", "CREATE TABLE sale AS SELECT 42 AS price");

    process.kill();
    process.awaitReady(LIMIT);

    execute("first", "DO $$ BEGIN ASSERT (SELECT price FROM sale) = 42; END $$");
  }

  @Test
  void aServerThatOutlivedItsSupervisorIsReplaced() throws Exception {
    long orphan = process.pid();
    var next =
        new Supervisor(
            directory.resolve("other"), Console.plain(java.io.OutputStream.nullOutputStream()));
    process.stop();
    process.start();
    process.awaitReady(LIMIT);
    long left = process.pid();

    var successor = next.add(server.spec());
    successor.start();
    successor.awaitReady(LIMIT);

    assertThat(successor.pid()).isNotEqualTo(orphan).isNotEqualTo(left);
    next.stop(List.of(List.of("postgresql")));
  }

  @Test
  void aLockFileWhoseNumberBelongsToAnotherProgramIsRemoved() throws Exception {
    process.stop();
    Files.writeString(
        directory.resolve("postgres/postmaster.pid"), ProcessHandle.current().pid() + "\n");

    process.start();
    process.awaitReady(LIMIT);

    execute("first", "SELECT 1");
  }

  @Test
  void providingADatabaseAgainSetsItsPassword() throws Exception {
    server.databases().provide("catalog", "second");

    execute("second", "SELECT 1");
  }

  private void execute(String password, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                server.databases().jdbcUrl("catalog"), "catalog", password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
