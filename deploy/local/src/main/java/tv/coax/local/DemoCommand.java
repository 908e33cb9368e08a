package tv.coax.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tv.coax.local.console.Console;
import tv.coax.local.console.Format;
import tv.coax.local.console.Style;
import tv.coax.local.demo.Story;
import tv.coax.local.demo.UntrueException;
import tv.coax.local.film.BigBuckBunny;
import tv.coax.local.film.Film;
import tv.coax.local.platform.CoaxHome;
import tv.coax.local.platform.PlatformOptions;
import tv.coax.local.process.PlatformException;
import tv.coax.local.web.WebException;

/** {@code coax demo}: the platform with the whole story. */
@Command(
    name = "demo",
    description = {
      "Starts everything on this machine, brings a film in, sells it to two subscribers,",
      "carries it by BitTorrent to their boxes, plays it under license, and proves all that.",
      "Stays up afterwards until Ctrl-C. Running it again finds everything; --fresh starts over."
    })
final class DemoCommand implements Callable<Integer> {
  private static final long MEBIBYTE = 1 << 20;
  private static final long LONGEST_SECONDS = 8;
  private static final Duration LEARNS_WITHIN = Duration.ofSeconds(1);

  @Mixin private PlatformArguments arguments = new PlatformArguments();

  @Option(
      names = "--film",
      paramLabel = "FILE",
      description = "Bring in FILE, of any kind, instead of Big Buck Bunny.")
  @Nullable Path film;

  @Option(
      names = "--exit",
      description = "End after the summary: 0 when all was true, else 1 at the first untrue thing.")
  boolean exit;

  @Option(
      names = "--seeder-rate",
      paramLabel = "MIB",
      description =
          "Upload limit of the seeder and of each box in MiB/s, so that one can watch (4, or more"
              + " for a large film; 0 for none).")
  @Nullable Double rateMebibytes;

  @Override
  public Integer call() throws InterruptedException {
    var console = Console.standard();
    var chosen =
        film == null
            ? BigBuckBunny.fetch(CoaxHome.find().state().resolve("films"), console)
            : Film.of(film.toAbsolutePath().normalize());
    try (var session = Session.start(options(chosen), console)) {
      session.showAddresses();
      if (!play(session, chosen, console) && exit) {
        return 1;
      }
      session.showAccounts();
      session.showPlaces();
      if (!exit) {
        session.stayUntilEnded();
      }
    }
    return 0;
  }

  private static boolean play(Session session, Film film, Console console) {
    long from = System.nanoTime();
    try {
      Story.play(session.platform(), film, console, LEARNS_WITHIN);
      var took = Duration.ofNanos(System.nanoTime() - from);
      console.say("");
      console.say(Style.GREEN, "All of it is true. The story took " + Format.elapsed(took) + ".");
      return true;
    } catch (UntrueException | WebException | PlatformException e) {
      console.endLive();
      console.say(Style.RED, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private PlatformOptions options(Film chosen) {
    String rate = Long.toString(bytesPerSecond(chosen));
    var options =
        arguments.options().withSetting("seeder-service", "COAX_SEEDING_UPLOAD_LIMIT", rate);
    for (int box = 1; box <= options.boxes(); box++) {
      options = options.withSetting("box-" + box, "COAX_BOX_UPLOAD_LIMIT", rate);
    }
    return options;
  }

  private long bytesPerSecond(Film chosen) {
    return rateMebibytes == null
        ? Math.max(4 * MEBIBYTE, chosen.bytes() / LONGEST_SECONDS)
        : Math.round(rateMebibytes * MEBIBYTE);
  }
}
