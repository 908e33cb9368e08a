package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Making torrents, beside others and beside hashing alone on all cores. */
@Command(
    name = "create",
    description = "Make a torrent: v1, v2, hybrid.",
    mixinStandardHelpOptions = true)
final class CreateBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions(4096);

  @Option(
      names = "--versions",
      split = ",",
      description = "Torrent versions (default v1,v2,hybrid).")
  private List<String> versions = List.of("v1", "v2", "hybrid");

  @Override
  public Integer call() {
    try (Lab lab = Lab.open(options)) {
      Path content = Content.random(lab.scratch().resolve("content"), options.sizeBytes());
      HashFloor floor = new HashFloor(lab.floor(), content, options.pieceLength());
      for (String version : versions) {
        Report report =
            new Report(
                "create %s, %d MiB, pieces of %d KiB"
                    .formatted(version, options.sizeMiB, options.pieceKiB));
        if (version.equals("hybrid")) {
          report.target(Figure.WALL, "libtorrent", 0.55);
        } else {
          report.target(Figure.WALL, HashFloor.NAME, 1.1);
        }
        for (int run = -options.warmUp; run < options.runs; run++) {
          turns(lab, content, version, floor, run >= 0 ? report : null).run(run);
        }
        lab.print(report);
      }
    }
    return 0;
  }

  private Turns turns(
      Lab lab, Path content, String version, HashFloor floor, @Nullable Report report) {
    Turns turns = new Turns();
    for (Contender.Maker maker : lab.able(Contender.Maker.class, version)) {
      turns.add(() -> {
        Path torrent = lab.directory("made").resolve("out.torrent");
        lab.measure(
            maker.name(), maker.create(content, torrent, version, options.pieceLength()), report);
      });
    }
    turns.add(() -> lab.measure(HashFloor.NAME, floor.command(version), report));
    return turns;
  }
}
