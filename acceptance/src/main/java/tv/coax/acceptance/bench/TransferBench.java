package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One seeder process to one leecher process, plain TCP on loopback. Wall time is that of the
 * leecher's process from start to end; what of it is start, greeting and end is seen in the wall
 * time of a torrent of 16 KiB.
 */
@Command(
    name = "transfer",
    description = "One seeder to one leecher over loopback: wall, CPU of both sides, memory.",
    mixinStandardHelpOptions = true)
final class TransferBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions(1024);

  @Option(
      names = "--versions",
      split = ",",
      description = "Torrent versions (default v1,v2,hybrid).")
  private List<String> versions = List.of("v1", "v2", "hybrid");

  @Option(
      names = "--matrix",
      description =
          "1 and 4 GiB, pieces of 1 and 4 MiB, memory disk and disk; instead of --size,"
              + " --piece-length and --directory. Beside libtorrent, if not told otherwise.")
  private boolean matrix;

  @Option(
      names = "--disk",
      description = "Where the matrix finds a disk (default ${DEFAULT-VALUE}).")
  private Path disk = Path.of("/var/tmp");

  /** Sizes, pieces and place of one table. */
  private record Cell(int sizeMiB, int pieceKiB, Path place) {
    String text() {
      return "%d MiB, pieces of %d KiB, in %s".formatted(sizeMiB, pieceKiB, place);
    }
  }

  @Override
  public Integer call() {
    if (matrix && options.contenders.isEmpty()) {
      options.contenders = List.of("coax", "libtorrent");
    }
    for (Path place : matrix ? List.of(options.base(), disk) : List.of(options.base())) {
      options.directory = place;
      Table summary = new Table();
      summary.row(Transfer.SUMMARY_HEAD);
      try (Lab lab = Lab.open(options)) {
        for (Cell cell : cells(place)) {
          measure(lab, cell, summary);
        }
        if (matrix) {
          lab.print("### transfer, medians of coax, all in " + place + "\n" + summary.text());
        }
      }
    }
    return 0;
  }

  private List<Cell> cells(Path place) {
    if (!matrix) {
      return List.of(new Cell(options.sizeMiB, options.pieceKiB, place));
    }
    List<Cell> cells = new ArrayList<>();
    for (int size : List.of(1024, 4096)) {
      for (int piece : List.of(1024, 4096)) {
        cells.add(new Cell(size, piece, place));
      }
    }
    return cells;
  }

  private void measure(Lab lab, Cell cell, Table summary) {
    Path data = lab.directory("seed");
    Path content = Content.random(data.resolve("content"), cell.sizeMiB() * 1048576L);
    Path little = lab.directory("little");
    Path first = Content.random(little.resolve("first"), 16384);
    for (String version : versions) {
      Report report = new Report("transfer " + version + ", " + cell.text());
      Transfer.target(report);
      Path floor = lab.floor();
      int pieceLength = cell.pieceKiB() * 1024;
      Transfer whole =
          new Transfer(
              lab,
              floor,
              data,
              content,
              lab.torrent(content, version, pieceLength),
              version,
              pieceLength);
      Transfer start =
          new Transfer(
              lab,
              floor,
              little,
              first,
              lab.torrent(first, version, pieceLength),
              version,
              pieceLength);
      for (int run = -options.warmUp; run < options.runs; run++) {
        @Nullable Report counted = run >= 0 ? report : null;
        whole.all(run, counted);
        start.startOnly(run, counted);
      }
      lab.print(report);
      summary.row(
          Transfer.summary(
              version + ", " + cell.sizeMiB() + " MiB, " + cell.pieceKiB() + " KiB", report));
    }
  }
}
