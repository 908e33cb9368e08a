package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Re-checking a complete download, beside others and beside hashing alone on all cores. */
@Command(name = "check", description = "Re-check what is on disk.", mixinStandardHelpOptions = true)
final class CheckBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions(4096);

  @Option(
      names = "--versions",
      split = ",",
      description = "Torrent versions (default v1,v2,hybrid).")
  private List<String> versions = List.of("v1", "v2", "hybrid");

  @Override
  public Integer call() {
    try (Lab lab = Lab.open(options)) {
      Path data = lab.directory("data");
      Path content = Content.random(data.resolve("content"), options.sizeBytes());
      HashFloor floor = new HashFloor(lab.floor(), content, options.pieceLength());
      for (String version : versions) {
        Path torrent = lab.torrent(content, version, options.pieceLength());
        Report report =
            new Report(
                "check %s, %d MiB, pieces of %d KiB"
                    .formatted(version, options.sizeMiB, options.pieceKiB));
        report.target(Figure.WALL, HashFloor.NAME, 1.1);
        for (int run = -options.warmUp; run < options.runs; run++) {
          turns(lab, torrent, data, version, floor, run >= 0 ? report : null).run(run);
        }
        lab.print(report);
      }
    }
    return 0;
  }

  private static Turns turns(
      Lab lab, Path torrent, Path data, String version, HashFloor floor, @Nullable Report report) {
    Turns turns = new Turns();
    for (Contender.Checker checker : lab.able(Contender.Checker.class, version)) {
      turns.add(() -> lab.measure(checker.name(), checker.check(torrent, data), report));
    }
    turns.add(() -> lab.measure(HashFloor.NAME, floor.command(version), report));
    return turns;
  }
}
