package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Re-checking a complete download, beside libtorrent and beside hashing alone on all cores. */
@Command(name = "check", description = "Re-check what is on disk.", mixinStandardHelpOptions = true)
final class CheckBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() {
    Path scratch = options.scratch();
    Path data = BenchOptions.directory(scratch.resolve("data"));
    Path content = Content.random(data.resolve("content"), options.sizeBytes());
    Path torrent = scratch.resolve("out.torrent");
    Path floor = Resources.compile("floor.c", scratch);
    List<Contender> contenders =
        List.of(new CoaxContender(options.coax), LibtorrentContender.unpack(scratch));
    for (String version : List.of("v1", "v2", "hybrid")) {
      CreateBench.measure(
          "", contenders.getLast().create(content, torrent, version, options.pieceLength()), null);
      Report report = new Report("check %s, %d MiB".formatted(version, options.sizeMiB));
      for (int run = -options.warmUp; run < options.runs; run++) {
        Report counted = run >= 0 ? report : null;
        for (Contender contender : contenders) {
          CreateBench.measure(contender.name(), contender.check(torrent, data), counted);
        }
        if (!version.equals("hybrid")) {
          CreateBench.measure(
              "hashing alone",
              HashFloor.command(floor, content, version, options.pieceLength()),
              counted);
        }
      }
      report.print();
    }
    return 0;
  }
}
