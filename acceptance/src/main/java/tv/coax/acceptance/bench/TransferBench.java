package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One seeder process to one leecher process, plain TCP on loopback. */
@Command(
    name = "transfer",
    description = "One seeder to one leecher over loopback: wall, CPU of both sides, memory.",
    mixinStandardHelpOptions = true)
final class TransferBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Option(
      names = "--versions",
      split = ",",
      description = "Torrent versions (default v1,v2,hybrid).")
  private List<String> versions = List.of("v1", "v2", "hybrid");

  @Override
  public Integer call() {
    Path scratch = options.scratch();
    Path data = BenchOptions.directory(scratch.resolve("seed"));
    Path content = Content.random(data.resolve("content"), options.sizeBytes());
    Path floor = Resources.compile("floor.c", scratch);
    List<Contender> contenders =
        List.of(new CoaxContender(options.coax), LibtorrentContender.unpack(scratch));
    for (String version : versions) {
      Report report =
          new Report(
              "transfer %s, %d MiB, pieces of %d KiB"
                  .formatted(version, options.sizeMiB, options.pieceKiB));
      Path torrent = scratch.resolve(version + ".torrent");
      try (Child create =
          Child.start(
              contenders.getLast().create(content, torrent, version, options.pieceLength()))) {
        create.awaitEnd(600);
      }
      for (int run = -options.warmUp; run < options.runs; run++) {
        for (Contender contender : contenders) {
          Path target = BenchOptions.directory(scratch.resolve("get"));
          transfer(
              contender.seed(torrent, data, 0),
              peer -> contender.get(torrent, target, peer),
              run >= 0 ? report : null,
              contender.name());
        }
        Path copy = BenchOptions.directory(scratch.resolve("get")).resolve("content");
        String digest = version.equals("v2") ? "sha256" : "sha1";
        transfer(
            List.of(floor.toString(), "send", content.toString()),
            peer ->
                List.of(
                    floor.toString(),
                    "recv",
                    peer.substring(peer.indexOf(':') + 1),
                    copy.toString(),
                    digest,
                    Integer.toString(options.pieceLength())),
            run >= 0 ? report : null,
            "floor");
      }
      report.print();
    }
    return 0;
  }

  private interface Leecher {
    List<String> command(String peer);
  }

  private void transfer(
      List<String> seeder,
      Leecher leecher,
      @org.jspecify.annotations.Nullable Report report,
      String name) {
    double gib = options.sizeMiB / 1024.0;
    try (Child seed = Child.start(seeder)) {
      String peer = seed.awaitLine("listening");
      double before = seed.cost().cpuSeconds();
      try (Child get = Child.start(leecher.command(peer))) {
        Cost got = get.awaitEnd(600);
        Cost sent = seed.cost();
        if (report != null) {
          report.add(name, "wall s", got.wallSeconds());
          report.add(name, "leecher CPU s/GiB", got.cpuSeconds() / gib);
          report.add(name, "seeder CPU s/GiB", (sent.cpuSeconds() - before) / gib);
          report.add(name, "leecher private MiB", got.peakPrivateBytes() / 1048576.0);
        }
      }
    }
  }
}
