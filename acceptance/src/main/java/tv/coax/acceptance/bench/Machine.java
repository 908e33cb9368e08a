package tv.coax.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What a figure was measured on and with; without it a figure says little. */
final class Machine {
  private Machine() {}

  /** One paragraph: the processor, the kernel, the versions of all programs. */
  static String describe(List<Contender> contenders) {
    String programs =
        contenders.stream()
            .map(contender -> contender.name() + " " + contender.version())
            .collect(Collectors.joining(", "));
    return "Machine: %d x %s, Linux %s, %s, JDK %s. Programs: %s."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor(),
            System.getProperty("os.version"),
            congestion(),
            Runtime.version(),
            programs);
  }

  private static String processor() {
    return lines("/proc/cpuinfo").stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown processor");
  }

  private static String congestion() {
    List<String> lines = lines("/proc/sys/net/ipv4/tcp_congestion_control");
    return "TCP " + (lines.isEmpty() ? "unknown" : lines.getFirst());
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException unknown) {
      return List.of();
    }
  }
}
