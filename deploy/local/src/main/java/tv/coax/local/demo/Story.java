package tv.coax.local.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tv.coax.local.console.Console;
import tv.coax.local.console.Format;
import tv.coax.local.console.Table;
import tv.coax.local.film.Film;
import tv.coax.local.platform.Platform;

/**
 * The main job from end to end, played by real HTTP against a running platform. Every step that
 * says something is true has looked; the first thing that is not true ends the story.
 */
public final class Story {
  private static final int BLOCKS = 16;

  private Story() {}

  /**
   * Plays it on a platform with at least three boxes.
   *
   * @param learnsWithin how soon after the order the buyer's box must know of it
   * @throws UntrueException at the first thing that is not true
   */
  public static void play(Platform platform, Film film, Console console, Duration learnsWithin) {
    try (var cast = new Cast(platform, console, film)) {
      console.heading("The operator brings the film in");
      Title title = new BringIn(cast).run();

      console.heading("Subscribers pair their boxes");
      var pair = new Pair(cast);
      IntStream.rangeClosed(1, 3).forEach(pair::run);

      console.heading("Two subscribers order");
      var buy = new BuyAndWatch(cast, title);
      Delivery bought = buy.run(1, title.purchaseOffer());
      checkArrival(cast, bought, learnsWithin);
      Delivery rented = buy.run(2, title.rentalOffer());
      checkArrival(cast, rented, learnsWithin);
      checkSharing(cast, rented);

      console.heading("Proof");
      var player = new PlayerProof(cast, title);
      List.of(1, 2)
          .forEach(box -> {
            player.whole(box);
            player.ranges(box);
          });
      new ThirdBox(cast, title, player).run(bought);
      scan(cast);
      var ledger = new LedgerProof(cast);
      ledger.run(List.of(bought, rented), title);

      console.heading("Summary");
      summarise(console, List.of(bought, rented));
      ledger.show(console);
    }
  }

  private static void checkArrival(Cast cast, Delivery delivery, Duration learnsWithin) {
    delivery
        .learnedAfter()
        .ifPresent(after ->
            cast.require(
                after.compareTo(learnsWithin) <= 0,
                "Box "
                    + delivery.box()
                    + " knew of it after "
                    + Format.elapsed(after)
                    + "; the first byte played after "
                    + Format.elapsed(delivery.playableAfter().orElseThrow())
                    + ", with "
                    + Math.round(100 * delivery.playableAt())
                    + " % of the film here."));
  }

  private static void checkSharing(Cast cast, Delivery delivery) {
    if (!delivery.isNew()) {
      return;
    }
    cast.require(
        delivery.bytesBySource().getOrDefault("seeder", 0L) > 0
            && delivery.bytesBySource().getOrDefault("box-1", 0L) > 0,
        "Box 2 got the film from the seeder and from box 1: "
            + BuyAndWatch.bySource(delivery.bytesBySource())
            + ".");
  }

  private static void scan(Cast cast) {
    try {
      var scan = PlainScan.of(cast.film.file(), BLOCKS, RandomGenerator.getDefault());
      if (scan.blocks() == 0) {
        cast.console.say("  The film has no distinctive block to look for on the boxes' disks.");
        return;
      }
      cast.require(
          scan.count(cast.film.file()) == scan.blocks(),
          "The scan finds its " + scan.blocks() + " random blocks in the original film.");
      List<Path> disks = IntStream.rangeClosed(1, 3).mapToObj(cast.platform::boxDirectory).toList();
      var found = scan.findIn(disks);
      cast.require(
          found.isEmpty(),
          "None of them is on a box's disk ("
              + PlainScan.files(disks).size()
              + " files)"
              + found.map(file -> "; found in " + file).orElse("")
              + ".");
    } catch (IOException e) {
      throw new UntrueException("The disks of the boxes can be read: " + e + ".");
    }
  }

  private static void summarise(Console console, List<Delivery> deliveries) {
    var table = new Table("who", "right", "price", "first byte after", "bytes by source");
    for (var delivery : deliveries) {
      table.row(
          delivery.who() + ", box " + delivery.box(),
          delivery.order().right(),
          delivery.order().price(),
          delivery.playableAfter().map(Format::elapsed).orElse("in an earlier run"),
          BuyAndWatch.bySource(delivery.bytesBySource()));
    }
    console.table(table);
    console.say("");
  }
}
