package tv.coax.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.local.console.Console;

final class SupervisorTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private Supervisor supervisor;

  @AfterEach
  void stopAll() {
    supervisor().stop(List.of(List.of("sleeper", "stubborn")));
  }

  @Test
  void aKilledProgramIsStartedAgain() throws Exception {
    var sleeper = start("sleeper", "sleep", "1000");
    long first = sleeper.pid();

    sleeper.kill();
    sleeper.awaitReady(LIMIT);

    assertThat(sleeper.pid()).isNotEqualTo(first);
    assertThat(ProcessHandle.of(first).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(screen.toString(StandardCharsets.UTF_8)).contains("sleeper ended (signal 9)");
  }

  @Test
  void aStoppedProgramStaysStopped() {
    var sleeper = start("sleeper", "sleep", "1000");

    sleeper.stop();

    assertThat(sleeper.isAlive()).isFalse();
    assertThat(screen.toString(StandardCharsets.UTF_8)).doesNotContain("again");
  }

  @Test
  void aProgramThatEndsWhileStartingSaysWhy() {
    var spec = spec("sleeper", ready -> false, "sh", "-c", "echo No space left on device; exit 3");
    var process = supervisor().add(spec);
    process.start();

    assertThatThrownBy(() -> process.awaitReady(LIMIT))
        .isInstanceOf(PlatformException.class)
        .hasMessage("sleeper ended while starting: the disk is full.");
  }

  @Test
  void aProgramThatDoesNotEndIsKilledAfterItsGrace() {
    var stubborn = start("stubborn", "sh", "-c", "trap '' TERM; sleep 1000 & wait; wait");

    stubborn.stop();

    assertThat(stubborn.isAlive()).isFalse();
  }

  @Test
  void whatAKilledPlatformLeftIsEndedByTheNext() {
    long left = start("sleeper", "sleep", "1000").pid();

    var ended = new Supervisor(directory.resolve("run"), Console.plain(screen)).endLeftovers();

    assertThat(ended).containsExactly("sleeper");
    assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aRecycledProcessNumberIsLeftAlone() throws Exception {
    Path run = Files.createDirectories(directory.resolve("run"));
    Files.writeString(run.resolve("sleeper"), ProcessHandle.current().pid() + " 12345\n");

    assertThat(supervisor().endLeftovers()).isEmpty();
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void onlyOneCoaxUsesADirectory() {
    try (var first = SingleInstance.take(directory)) {
      assertThatThrownBy(() -> SingleInstance.take(directory))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("already runs")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      assertThat(first).isNotNull();
    }
    SingleInstance.take(directory).close();
  }

  private ManagedProcess start(String name, String... command) {
    var process = supervisor().add(spec(name, ready -> true, command));
    process.start();
    process.awaitReady(LIMIT);
    return process;
  }

  private Supervisor supervisor() {
    if (supervisor == null) {
      supervisor = new Supervisor(directory.resolve("run"), Console.plain(screen));
    }
    return supervisor;
  }

  private ProcessSpec spec(
      String name, java.util.function.Predicate<String> ready, String... command) {
    return new ProcessSpec(
        name,
        List.of(command),
        Map.of(),
        directory,
        directory.resolve(name + ".log"),
        () -> {},
        () -> ready.test(name),
        "TERM",
        Duration.ofMillis(500));
  }
}
