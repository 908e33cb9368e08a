package tv.coax.acceptance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One slow seeder, many leechers that know each other: how close the last one comes to the fluid
 * bound.
 */
@Command(
    name = "swarm",
    description = "A seeder with a limited upload and many leechers: last finisher, copies sent.",
    mixinStandardHelpOptions = true)
final class SwarmBench implements Callable<Integer> {
  @Mixin private BenchOptions options = new BenchOptions();

  @Option(names = "--leechers", split = ",", description = "How many (default 8,16).")
  private List<Integer> leechers = List.of(8, 16);

  @Option(names = "--seeder-rate", description = "Bytes a second (default ${DEFAULT-VALUE}).")
  private long seederRate = 20_000_000;

  @Override
  public Integer call() {
    Path scratch = options.scratch();
    Path data = BenchOptions.directory(scratch.resolve("seed"));
    Path content = Content.random(data.resolve("content"), options.sizeBytes());
    Path torrent = scratch.resolve("content.torrent");
    List<Contender> contenders =
        List.of(new CoaxContender(options.coax), LibtorrentContender.unpack(scratch));
    CreateBench.measure(
        "", contenders.getLast().create(content, torrent, "v1", options.pieceLength()), null);
    for (int count : leechers) {
      Report report =
          new Report(
              "swarm of %d, %d MiB, seeder at %d B/s, fluid bound %.1f s"
                  .formatted(count, options.sizeMiB, seederRate, fluidBound()));
      for (int run = -options.warmUp; run < options.runs; run++) {
        for (Contender contender : contenders) {
          swarm(contender, torrent, data, scratch, count, run >= 0 ? report : null);
        }
      }
      report.print();
    }
    return 0;
  }

  private double fluidBound() {
    return options.sizeBytes() / (double) seederRate;
  }

  private void swarm(
      Contender contender,
      Path torrent,
      Path data,
      Path scratch,
      int count,
      @Nullable Report report) {
    List<Child> children = new ArrayList<>();
    try (Child seed = Child.start(contender.seed(torrent, data, seederRate))) {
      String seeder = seed.awaitLine("listening");
      List<String> addresses = new ArrayList<>(List.of(seeder));
      for (int leecher = 0; leecher < count; leecher++) {
        int port = freePort();
        Path target = BenchOptions.directory(scratch.resolve("leecher-" + leecher));
        children.add(Child.start(contender.join(torrent, target, port, List.copyOf(addresses))));
        addresses.add("127.0.0.1:" + port);
      }
      long started = System.nanoTime();
      children.forEach(child -> child.awaitLine(contender.completeWord()));
      double last = (System.nanoTime() - started) / 1e9;
      if (report != null) {
        report.add(contender.name(), "last s", last);
        report.add(contender.name(), "last over bound", last / fluidBound());
        report.add(
            contender.name(),
            "copies from seeder",
            Sockets.bytesSentFrom(seeder) / (double) options.sizeBytes());
      }
    } finally {
      children.forEach(Child::close);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
