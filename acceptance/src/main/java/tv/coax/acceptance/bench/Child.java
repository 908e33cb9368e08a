package tv.coax.acceptance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program under measurement. It runs under a small C program that asks the kernel for its exact
 * wall and CPU time when it ends, children that it waited for included; only its memory is sampled,
 * five times a second, since asking costs.
 */
final class Child implements AutoCloseable {
  private static final int SAMPLE_MILLIS = 200;

  private final Path measure;
  private final Path account;
  private final Process process;
  private final Consumer<Child> whenClosed;
  private final long pid;
  private final BufferedReader output;
  private final StringBuffer errors = new StringBuffer();
  private volatile long peakPrivateBytes;

  private Child(Path measure, Path account, Process process, Consumer<Child> whenClosed)
      throws IOException {
    this.measure = measure;
    this.account = account;
    this.process = process;
    this.whenClosed = whenClosed;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::drainErrors);
    this.pid = awaitPid();
    Thread.ofPlatform().daemon().start(this::sample);
  }

  /**
   * @param measure the compiled {@code measure.c}
   * @param whenClosed is told when the child is closed
   */
  static Child start(Path measure, List<String> command, Consumer<Child> whenClosed) {
    try {
      Path account = Files.createTempFile(measure.getParent(), "account", "");
      List<String> line = new ArrayList<>(List.of(measure.toString(), "run", account.toString()));
      line.addAll(command);
      ProcessBuilder builder = new ProcessBuilder(line);
      builder
          .environment()
          .keySet()
          .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
      return new Child(measure, account, builder.start(), whenClosed);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  private long awaitPid() throws IOException {
    for (int tries = 0; tries < 2000; tries++) {
      List<String> lines = Files.readAllLines(account);
      if (!lines.isEmpty() && !lines.getFirst().isBlank()) {
        return Long.parseLong(lines.getFirst().trim());
      }
      pause(1);
    }
    throw new BenchException("cannot be started: " + errors);
  }

  /** Reads output until a line has the word in it; answers the rest of that line. */
  String awaitLine(String word) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        int at = line.indexOf(word);
        if (at >= 0) {
          return line.substring(at + word.length()).trim();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new BenchException("ended before it said '" + word + "': " + errors);
  }

  /** Reads what it says from now on and forgets it, so that it never waits to say more. */
  void ignoreOutput() {
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader all = output) {
            all.lines().forEach(line -> {});
          } catch (IOException | UncheckedIOException ended) {
            // It was ended.
          }
        });
  }

  /** Waits for its end with a good status and answers what the run cost. */
  Cost awaitEnd(long seconds, int goodStatus) {
    ignoreOutput();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new BenchException("did not end within " + seconds + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
    String[] end = endOfAccount();
    if (Integer.parseInt(end[2]) != goodStatus) {
      throw new BenchException("ended with " + end[2] + ": " + errors);
    }
    return new Cost(Double.parseDouble(end[0]), Double.parseDouble(end[1]), peakPrivateBytes);
  }

  private String[] endOfAccount() {
    try {
      List<String> lines = Files.readAllLines(account);
      if (lines.size() < 2) {
        throw new BenchException("ended without an account: " + errors);
      }
      return lines.get(1).split(" ", 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seconds of CPU that all its threads have had up to now, to the nanosecond. */
  double cpuSeconds() {
    try {
      Process asked = new ProcessBuilder(measure.toString(), "cpu", Long.toString(pid)).start();
      String nanos = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Long.parseLong(nanos.trim()) / 1e9;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NumberFormatException e) {
      throw new BenchException("has ended: " + errors);
    }
  }

  /** Its memory now. */
  Memory memory() {
    return Memory.of(pid).orElseThrow(() -> new BenchException("has ended: " + errors));
  }

  /** Stops it where it is, until {@link #goOn}; the kernel goes on to accept its connections. */
  void hold() {
    signal("-STOP");
  }

  void goOn() {
    signal("-CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it at once, if it has not ended. */
  @Override
  public void close() {
    whenClosed.accept(this);
    if (process.isAlive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Files.deleteIfExists(account);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    while (process.isAlive()) {
      Memory.of(pid)
          .ifPresent(now -> peakPrivateBytes = Math.max(peakPrivateBytes, now.privateBytes()));
      pause(SAMPLE_MILLIS);
    }
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drainErrors() {
    try {
      process
          .errorReader(StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> errors.append(line).append('\n'));
    } catch (UncheckedIOException ended) {
      // It was ended.
    }
  }
}
