package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM for our own small programs, with the options that {@code coax torrent} gives it.
 *
 * @param home the directory of the checkout
 * @param more further options, which win over those
 */
record OurJava(Path home, List<String> more) {
  List<String> line(Class<?> program, String... arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:Tier3InvocationThreshold=20",
                "-XX:Tier3MinInvocationThreshold=10",
                "-XX:Tier3CompileThreshold=200",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:-UsePerfData"));
    line.addAll(more);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    line.addAll(List.of(arguments));
    return line;
  }
}
