package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Making torrents, beside libtorrent and beside hashing alone on all cores. */
@Command(
    name = "create",
    description = "Make a torrent: v1, v2, hybrid.",
    mixinStandardHelpOptions = true)
final class CreateBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() {
    Path scratch = options.scratch();
    Path content = Content.random(scratch.resolve("content"), options.sizeBytes());
    Path torrent = scratch.resolve("out.torrent");
    Path floor = Resources.compile("floor.c", scratch);
    List<Contender> contenders =
        List.of(new CoaxContender(options.coax), LibtorrentContender.unpack(scratch));
    for (String version : List.of("v1", "v2", "hybrid")) {
      Report report = new Report("create %s, %d MiB".formatted(version, options.sizeMiB));
      for (int run = -options.warmUp; run < options.runs; run++) {
        Report counted = run >= 0 ? report : null;
        for (Contender contender : contenders) {
          measure(
              contender.name(),
              contender.create(content, torrent, version, options.pieceLength()),
              counted);
        }
        if (!version.equals("hybrid")) {
          measure(
              "hashing alone",
              HashFloor.command(floor, content, version, options.pieceLength()),
              counted);
        }
      }
      report.print();
    }
    return 0;
  }

  static void measure(String name, List<String> command, @Nullable Report report) {
    try (Child child = Child.start(command)) {
      Cost cost = child.awaitEnd(600);
      if (report != null) {
        report.add(name, "wall s", cost.wallSeconds());
        report.add(name, "CPU s", cost.cpuSeconds());
        report.add(name, "private MiB", cost.peakPrivateBytes() / 1048576.0);
      }
    }
  }
}
