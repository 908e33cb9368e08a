package tv.coax.acceptance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every benchmark runs to its end at a size at which it says nothing. */
class BenchTest {
  @TempDir Path directory;

  @BeforeEach
  void requirePrograms() {
    require("cc", "gcc", "cc", "--version");
    require("ss", "iproute2", "ss", "--version");
    require(
        "libtorrent",
        "python3-libtorrent",
        "/usr/bin/python3",
        "-c",
        "import libtorrent; print(1)");
  }

  private static void require(String program, String debianPackage, String... probe) {
    if (Programs.firstLine(probe).isEmpty()) {
      String reason = "Skipped: " + program + " is not installed (package " + debianPackage + ").";
      System.out.println(reason);
      abort(reason);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create --size 4 --versions hybrid",
        "check --size 4 --versions hybrid",
        "transfer --size 4 --versions hybrid",
        "swarm --size 4 --leechers 2",
        "stream --size 8 --seconds 1 --media-rate 4000000",
        "idle --torrents 10 --connections 5 --settle 0 --seconds 1"
      })
  void runsToItsEnd(String benchmark) throws Exception {
    Path tables = directory.resolve("tables.md");
    List<String> line = new ArrayList<>(List.of(benchmark.split(" ")));
    line.addAll(List.of("--runs", "1", "--warm-up", "0", "--contenders", "coax,libtorrent"));
    line.addAll(List.of("--directory", directory.toString(), "--markdown", tables.toString()));
    line.addAll(List.of("--coax", command().toString()));

    int code = new CommandLine(new Bench()).execute(line.toArray(String[]::new));

    assertThat(code).isZero();
    assertThat(tables).content().contains("Machine: ", "| coax ", "| libtorrent ", "target");
    assertThat(scratch()).isEmpty();
  }

  /** What {@code coax} would do, without building anything. */
  private Path command() throws IOException {
    Path script = directory.resolve("coax");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        script,
        """
        #!/bin/sh
        shift
        exec "%s" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
          -cp '%s' tv.coax.bittorrent.command.TorrentCommand "$@"
        """
            .formatted(java, System.getProperty("java.class.path")));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private List<Path> scratch() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.getFileName().toString().startsWith("coax-bench-")).toList();
    }
  }
}
