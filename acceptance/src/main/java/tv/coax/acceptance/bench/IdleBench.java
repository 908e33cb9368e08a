package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Many torrents that seed in one process, many connections that ask for nothing. */
@Command(
    name = "idle",
    description = "Many torrents seeding idle, many idle connections: CPU and memory.",
    mixinStandardHelpOptions = true)
final class IdleBench implements Callable<Integer> {
  private static final int PIECE_LENGTH = 16 * 1024;

  @Mixin private BenchOptions options = new BenchOptions(0);

  @Option(names = "--torrents", description = "How many (default ${DEFAULT-VALUE}).")
  private int torrents = 1000;

  @Option(names = "--connections", description = "How many (default ${DEFAULT-VALUE}).")
  private int connections = 500;

  @Option(names = "--pieces", description = "Of a torrent (default ${DEFAULT-VALUE}).")
  private int pieces = 16;

  @Option(names = "--settle", description = "Seconds before (default ${DEFAULT-VALUE}).")
  private int settleSeconds = 20;

  @Option(names = "--seconds", description = "Seconds measured (default ${DEFAULT-VALUE}).")
  private int seconds = 30;

  @Override
  public Integer call() {
    try (Lab lab = Lab.open(options)) {
      Path data = lab.directory("data");
      Path files = lab.directory("torrents");
      List<byte[]> hashes = SmallTorrents.make(files, data, torrents, pieces, PIECE_LENGTH);
      Report report =
          new Report(
              "idle, %d torrents of %d pieces, %d connections, over %d s"
                  .formatted(torrents, pieces, connections, seconds));
      report.target("CPU %", 0.3);
      report.target("RSS MiB", 120);
      for (int run = 0; run < options.runs; run++) {
        for (Contender.Host host : lab.able(Contender.Host.class)) {
          idle(lab, host, files, data, hashes, report);
        }
      }
      lab.print(report);
    }
    return 0;
  }

  private void idle(
      Lab lab, Contender.Host host, Path files, Path data, List<byte[]> hashes, Report report) {
    Seeder seeder = host.host(files, data);
    try (Child child = lab.start(seeder.command());
        IdlePeers peers = IdlePeers.connect(seeder.await(child), hashes, connections)) {
      pause(settleSeconds);
      double cpu = child.cpuSeconds();
      long from = System.nanoTime();
      pause(seconds);
      double spent = child.cpuSeconds() - cpu;
      double percent = 100 * spent / ((System.nanoTime() - from) / 1e9);
      Memory memory = child.memory();
      report.add(host.name(), "CPU %", percent);
      report.add(host.name(), "RSS MiB", memory.residentBytes() / 1048576.0);
      report.add(host.name(), Figure.MEMORY, memory.privateBytes() / 1048576.0);
      report.add(host.name(), "connected", peers.connected());
    }
  }

  private static void pause(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted");
    }
  }
}
