package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A film played while it arrives from one seeder, whose upload has a limit: how soon the picture
 * moves, at the start and after a jump to the middle, and how often it stands still. The clock
 * starts with the connection to the seeder: the start of the player's process does not count.
 */
@Command(
    name = "stream",
    description = "Play while it arrives: start, jump to the middle, stalls.",
    mixinStandardHelpOptions = true)
final class StreamBench implements Callable<Integer> {
  private static final long START_BYTES = 2 << 20;

  /** The film is two minutes long at the default rate, and its middle is where a piece begins. */
  @Mixin private BenchOptions options = new BenchOptions(116);

  @Option(
      names = "--media-rate",
      description = "Bytes a second of the film (default ${DEFAULT-VALUE}).")
  private long mediaRate = 1_000_000;

  @Option(
      names = "--headroom",
      description = "The seeder's upload as a multiple of that (default ${DEFAULT-VALUE}).")
  private double headroom = 1.5;

  @Option(
      names = "--seconds",
      description = "Played from the start, and again from the middle (default ${DEFAULT-VALUE}).")
  private int seconds = 25;

  @Override
  public Integer call() {
    try (Lab lab = Lab.open(options)) {
      Path data = lab.directory("seed");
      Path content = Content.random(data.resolve("content"), options.sizeBytes());
      Path torrent = lab.torrent(content, "v1", options.pieceLength());
      long seederRate = Math.round(mediaRate * headroom);
      Report report =
          new Report(
              "stream, %d MiB at %.1f MB/s, pieces of %d KiB, seeder at %.2f MB/s: ideal start %.2f s"
                  .formatted(
                      options.sizeMiB,
                      mediaRate / 1e6,
                      options.pieceKiB,
                      seederRate / 1e6,
                      START_BYTES / (double) seederRate));
      report.target("start s", 2.0);
      report.target("seek s", 1.8);
      report.target("stalls", 0);
      for (int run = -options.warmUp; run < options.runs; run++) {
        for (Contender.Player player : lab.able(Contender.Player.class)) {
          play(lab, player, torrent, data, seederRate, run >= 0 ? report : null);
        }
      }
      lab.print(report);
    }
    return 0;
  }

  private void play(
      Lab lab,
      Contender.Player player,
      Path torrent,
      Path data,
      long seederRate,
      @Nullable Report report) {
    Film film = new Film(mediaRate, START_BYTES, seconds);
    Seeder seeder = player.seed(torrent, data, seederRate);
    try (Child seed = lab.start(seeder.command());
        Child playing =
            lab.start(player.play(torrent, lab.directory("play"), seeder.await(seed), film))) {
      Playback played = Playback.parse(playing.awaitLine(Playback.WORD));
      if (report != null) {
        report.add(player.name(), "start s", played.startSeconds());
        report.add(player.name(), "seek s", played.seekSeconds());
        report.add(player.name(), "stalls", played.stalls());
        report.add(player.name(), "stalled s", played.stalledSeconds());
      }
    }
  }
}
