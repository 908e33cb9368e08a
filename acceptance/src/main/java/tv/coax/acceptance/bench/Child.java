package tv.coax.acceptance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program under measurement: its wall time, the CPU time of its whole process, and the most
 * memory that was its own. Read from the kernel's accounting under {@code /proc}.
 */
final class Child implements AutoCloseable {
  private static final Pattern PRIVATE = Pattern.compile("Private_(?:Clean|Dirty):\\s+(\\d+) kB");
  private static final double TICKS_PER_SECOND = 100;

  private final Process process;
  private final BufferedReader output;
  private final StringBuffer errors = new StringBuffer();
  private final long startedNanos = System.nanoTime();
  private volatile double cpuSeconds;
  private volatile long peakPrivateBytes;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::drainErrors);
    Thread.ofPlatform().daemon().start(this::sample);
  }

  static Child start(List<String> command) {
    try {
      return new Child(new ProcessBuilder(command).start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    }
  }

  /** Reads output until a line begins with the word; answers the rest of that line. */
  String awaitLine(String word) {
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith(word)) {
          return line.substring(word.length()).trim();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new BenchException("ended before it said '" + word + "': " + errors);
  }

  /** Waits for a good end and answers what the run cost. */
  Cost awaitEnd(long seconds) {
    try {
      Thread drain = Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new BenchException("did not end within " + seconds + " s");
      }
      double wall = (System.nanoTime() - startedNanos) / 1e9;
      drain.join();
      if (process.exitValue() != 0) {
        throw new BenchException("ended with " + process.exitValue() + ": " + errors);
      }
      return new Cost(wall, cpuSeconds, peakPrivateBytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }

  /** What it has cost up to now. */
  Cost cost() {
    readProc();
    return new Cost((System.nanoTime() - startedNanos) / 1e9, cpuSeconds, peakPrivateBytes);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    while (process.isAlive()) {
      readProc();
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void readProc() {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try {
      String stat = Files.readString(proc.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
      cpuSeconds = Math.max(cpuSeconds, cpu);
      long bytes = 0;
      Matcher matcher = PRIVATE.matcher(Files.readString(proc.resolve("smaps_rollup")));
      while (matcher.find()) {
        bytes += Long.parseLong(matcher.group(1)) * 1024;
      }
      peakPrivateBytes = Math.max(peakPrivateBytes, bytes);
    } catch (IOException | RuntimeException e) {
      // The process ended between two reads: the last sample stands.
    }
  }

  private void drainErrors() {
    process
        .errorReader(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> errors.append(line).append('\n'));
  }
}
