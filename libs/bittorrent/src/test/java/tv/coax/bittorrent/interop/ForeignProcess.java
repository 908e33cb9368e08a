package tv.coax.bittorrent.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another maker, run for one test: its output is kept, and it ends with the test. */
final class ForeignProcess implements AutoCloseable {
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private boolean finished;

  private ForeignProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::collect);
  }

  static ForeignProcess start(Path directory, Object... command) throws IOException {
    List<String> words = Stream.of(command).map(Object::toString).toList();
    return new ForeignProcess(
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start());
  }

  /** Skips the test, and says so, where the program is not installed. */
  static String require(String program, String debianPackage) {
    for (String directory : List.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")) {
      if (Files.isExecutable(Path.of(directory + program))) {
        return directory + program;
      }
    }
    return skip(program + " is not installed (package " + debianPackage + ").");
  }

  /** Skips the test, and says why. */
  static <T> T skip(String why) {
    String reason = "Skipped: " + why;
    System.out.println(reason);
    return abort(reason);
  }

  /** Skips the test, and says so, where Debian's Python has no libtorrent. */
  static String requireLibtorrent() throws Exception {
    String python = require("python3", "python3");
    Process probe =
        new ProcessBuilder(python, "-c", "import libtorrent").redirectErrorStream(true).start();
    if (probe.waitFor(20, TimeUnit.SECONDS) && probe.exitValue() == 0) {
      return python;
    }
    probe.destroyForcibly();
    return skip("libtorrent is not installed (package python3-libtorrent).");
  }

  /** The rest of the first line that starts with the word. */
  String await(String word) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      synchronized (lines) {
        for (String line : lines) {
          if (line.startsWith(word)) {
            return line.substring(word.length()).strip();
          }
        }
        if (System.nanoTime() > end || finished) {
          throw new AssertionError("No line \"" + word + "\" among " + lines);
        }
        lines.wait(100);
      }
    }
  }

  /** Waits until something listens there. */
  void awaitPort(int port) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (true) {
      try {
        new Socket("127.0.0.1", port).close();
        return;
      } catch (ConnectException notYet) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new AssertionError("Nothing listens at " + port + ": " + output());
        }
        Thread.sleep(50);
      }
    }
  }

  void awaitEnd() throws Exception {
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError("It did not end well: " + output());
    }
  }

  /** The last words of a program that ends by itself. */
  String awaitLastWords() throws Exception {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("It does not end: " + output());
    }
    synchronized (lines) {
      while (!finished) {
        lines.wait(100);
      }
    }
    return output();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String output() {
    synchronized (lines) {
      return String.join("\n", lines);
    }
  }

  private void collect() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException ended) {
      // It was ended by the test.
    }
    synchronized (lines) {
      finished = true;
      lines.notifyAll();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    }
  }

  static InetSocketAddress address(String hostPort) {
    int colon = hostPort.lastIndexOf(':');
    return new InetSocketAddress(
        hostPort.substring(0, colon), Integer.parseInt(hostPort.substring(colon + 1)));
  }
}
