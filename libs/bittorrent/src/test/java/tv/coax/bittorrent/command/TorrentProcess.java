package tv.coax.bittorrent.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, as an operator runs it. */
final class TorrentProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  private TorrentProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
    this.err = process.errorReader();
  }

  static TorrentProcess start(Object... arguments) throws IOException {
    return startBehind(List.of(), arguments);
  }

  /**
   * @param before a command that runs the command that is its last argument
   */
  static TorrentProcess startBehind(List<String> before, Object... arguments) throws IOException {
    List<String> line = new ArrayList<>(before);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-XX:TieredStopAtLevel=1"));
    line.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(TorrentCommand.class.getName());
    for (Object argument : arguments) {
      line.add(argument.toString());
    }
    return new TorrentProcess(new ProcessBuilder(line).start());
  }

  /** The next line of standard output. */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new AssertionError("It ended: " + String.join("\n", err.readAllLines()));
    }
    return line;
  }

  /** The next line of standard error. */
  String errorLine() throws IOException {
    String line = err.readLine();
    if (line == null) {
      throw new AssertionError("It ended and said nothing.");
    }
    return line;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As a service manager ends it. */
  void terminate() {
    process.toHandle().destroy();
  }

  Outcome end() throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end.");
    }
    return new Outcome(
        process.exitValue(),
        String.join("\n", out.readAllLines()),
        String.join("\n", err.readAllLines()));
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
