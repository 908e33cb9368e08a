package tv.coax.acceptance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Asks the programs of this machine about themselves. */
final class Programs {
  private Programs() {}

  /** What a command says first; empty when it is not there or fails. */
  static String firstLine(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String first;
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        first = output.readLine();
        output.lines().forEach(line -> {});
      }
      return process.waitFor() == 0 && first != null ? first.trim() : "";
    } catch (IOException missing) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** What a command says when it fails; empty when it ends well. */
  static String complaint(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      return status == 0 ? "" : said.isBlank() ? "it ended with " + status : said.trim();
    } catch (IOException missing) {
      return command[0] + " is not installed";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
