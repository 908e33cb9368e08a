package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One slow seeder, many leechers that know each other: how close the last one comes to the fluid
 * bound, which is the size over the seeder's rate since the leechers' rates have no limit. The
 * seeder is held until all leechers run, so that their start does not count.
 */
@Command(
    name = "swarm",
    description = "A seeder with a limited upload and many leechers: last finisher, copies sent.",
    mixinStandardHelpOptions = true)
final class SwarmBench implements Callable<Integer> {
  private static final int START_SECONDS = 60;

  @Mixin private BenchOptions options = new BenchOptions(256);

  @Option(names = "--leechers", split = ",", description = "How many (default 8,16).")
  private List<Integer> leechers = List.of(8, 16);

  @Option(names = "--seeder-rate", description = "Bytes a second (default ${DEFAULT-VALUE}).")
  private long seederRate = 20_000_000;

  @Override
  public Integer call() {
    try (Lab lab = Lab.open(options)) {
      Path data = lab.directory("seed");
      Path content = Content.random(data.resolve("content"), options.sizeBytes());
      Path torrent = lab.torrent(content, "v1", options.pieceLength());
      for (int count : leechers) {
        Report report =
            new Report(
                "swarm of %d, %d MiB, seeder at %.1f MB/s, fluid bound %.2f s"
                    .formatted(count, options.sizeMiB, seederRate / 1e6, fluidBound()));
        report.target("last over bound", 1.25);
        report.target("copies from seeder", 1.15);
        for (int run = -options.warmUp; run < options.runs; run++) {
          for (Contender.Swarmer contender : lab.able(Contender.Swarmer.class)) {
            swarm(lab, contender, torrent, data, count, run >= 0 ? report : null);
          }
        }
        lab.print(report);
      }
    }
    return 0;
  }

  private double fluidBound() {
    return options.sizeBytes() / (double) seederRate;
  }

  private void swarm(
      Lab lab,
      Contender.Swarmer contender,
      Path torrent,
      Path data,
      int count,
      @Nullable Report report) {
    List<Child> children = new ArrayList<>();
    Seeder seeder = contender.seed(torrent, data, seederRate);
    try (Child seed = lab.start(seeder.command())) {
      String address = seeder.await(seed);
      seed.hold();
      List<String> addresses = new ArrayList<>(List.of(address));
      for (int leecher = 0; leecher < count; leecher++) {
        int port = Sockets.freePort();
        Path target = lab.directory("leecher-" + leecher);
        children.add(lab.start(contender.join(torrent, target, port, List.copyOf(addresses))));
        awaitListener(port);
        addresses.add("127.0.0.1:" + port);
      }
      try (Sockets sockets = new Sockets(address)) {
        double begun = System.nanoTime() / 1e9;
        seed.goOn();
        children.forEach(child -> child.awaitLine(contender.completeWord()));
        double last = System.nanoTime() / 1e9 - begun;
        if (report != null) {
          double copies = sockets.bytesSent() / (double) options.sizeBytes();
          report.add(contender.name(), "last s", last);
          report.add(contender.name(), "last over bound", last / fluidBound());
          report.add(contender.name(), "copies from seeder", copies);
          report.add(contender.name(), "leechers' CPU s", cpuSeconds(children));
        }
      }
    } finally {
      children.forEach(Child::close);
    }
  }

  private static double cpuSeconds(List<Child> children) {
    return children.stream().mapToDouble(Child::cpuSeconds).sum();
  }

  private static void awaitListener(int port) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!Sockets.isListening(port)) {
      if (System.nanoTime() > end) {
        throw new BenchException("a leecher does not listen after " + START_SECONDS + " s");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BenchException("interrupted");
      }
    }
  }
}
