package tv.coax.acceptance.bench;

import java.nio.file.Files;
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
    Path directives = home.resolve("libs/bittorrent/src/main/jvm/torrent-compiler.json");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:Tier3InvocationThreshold=2000",
                "-XX:Tier3MinInvocationThreshold=1000",
                "-XX:Tier3CompileThreshold=20000",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:-UsePerfData"));
    if (Files.exists(directives)) {
      line.addAll(
          List.of(
              "-XX:+UnlockDiagnosticVMOptions",
              "-XX:-DisplayVMOutput",
              "-XX:CompileCommand=quiet",
              "-XX:CompilerDirectivesFile=" + directives));
    }
    line.addAll(more);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    line.addAll(List.of(arguments));
    return line;
  }
}
