package tv.coax.acceptance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One content carried by each contender in turn, and by the floor: sendfile into a socket; recv,
 * write, hash with what the version asks for, so twice for a hybrid.
 */
record Transfer(
    Lab lab, Path floor, Path data, Path content, Path torrent, String version, int pieceLength) {
  static final List<String> SUMMARY_HEAD =
      List.of(
          "",
          "wall s",
          "wall / libtorrent",
          "wall / floor",
          "CPU s/GiB",
          "CPU / libtorrent",
          "seeder CPU / libtorrent",
          "private MiB");

  private static final String FLOOR = "floor";
  private static final String LIBTORRENT = "libtorrent";
  private static final String START = "16 KiB alone s";
  private static final String BOTH = "both CPU s/GiB";
  private static final String LEECHER = "leecher CPU s/GiB";
  private static final String SEEDER = "seeder CPU s/GiB";

  static void target(Report report) {
    report.target(Figure.WALL, LIBTORRENT, 0.75);
    report.target(Figure.WALL, FLOOR, 1.4);
    report.target(BOTH, LIBTORRENT, 0.75);
    report.target(SEEDER, LIBTORRENT, 0.4);
    report.target(Figure.MEMORY, 96);
  }

  /** A row of the table of all reports. */
  static List<String> summary(String name, Report report) {
    return List.of(
        name,
        text(report.median("coax", Figure.WALL)),
        text(report.ratio(Figure.WALL, LIBTORRENT)),
        text(report.ratio(Figure.WALL, FLOOR)),
        text(report.median("coax", BOTH)),
        text(report.ratio(BOTH, LIBTORRENT)),
        text(report.ratio(SEEDER, LIBTORRENT)),
        text(report.median("coax", Figure.MEMORY)));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Report.number(value.getAsDouble()) : "-";
  }

  /** One run of everybody. */
  void all(int run, @Nullable Report report) {
    each(
        run,
        (name, cost) -> {
          if (report != null) {
            double gib = content.toFile().length() / 1073741824.0;
            report.add(name, Figure.WALL, cost.leecher().wallSeconds());
            report.add(name, BOTH, (cost.leecher().cpuSeconds() + cost.seederCpuSeconds()) / gib);
            report.add(name, LEECHER, cost.leecher().cpuSeconds() / gib);
            report.add(name, SEEDER, cost.seederCpuSeconds() / gib);
            report.add(name, Figure.MEMORY, cost.leecher().peakPrivateBytes() / 1048576.0);
          }
        });
  }

  /** One run of everybody with next to nothing to carry: what of the wall time is no transfer. */
  void startOnly(int run, @Nullable Report report) {
    each(
        run,
        (name, cost) -> {
          if (report != null) {
            report.add(name, START, cost.leecher().wallSeconds());
          }
        });
  }

  private record Carried(Cost leecher, double seederCpuSeconds) {}

  private interface Note {
    void carried(String name, Carried cost);
  }

  private void each(int run, Note note) {
    Turns turns = new Turns();
    for (Contender.Carrier carrier : lab.able(Contender.Carrier.class, version)) {
      turns.add(() -> note.carried(carrier.name(), carry(carrier)));
    }
    turns.add(() -> note.carried(FLOOR, carryBare()));
    turns.run(run);
    lab.directory("get");
  }

  private Carried carry(Contender.Carrier carrier) {
    Path target = lab.directory("get");
    return carry(
        carrier.seed(torrent, data), peer -> carrier.get(torrent, target, peer), carrier.goodEnd());
  }

  private Carried carryBare() {
    Path copy = lab.directory("get").resolve("content");
    return carry(
        Seeder.saysWhere(List.of(floor.toString(), "send", content.toString())),
        peer -> floorLeecher(peer, copy),
        0);
  }

  private List<String> floorLeecher(String peer, Path copy) {
    return List.of(
        floor.toString(),
        "recv",
        peer.substring(peer.indexOf(':') + 1),
        copy.toString(),
        switch (version) {
          case "v1" -> "sha1";
          case "v2" -> "sha256";
          default -> "both";
        },
        Integer.toString(pieceLength));
  }

  private Carried carry(Seeder seeder, Function<String, List<String>> leecher, int goodEnd) {
    Programs.complaint("sync");
    try (Child seed = lab.start(seeder.command())) {
      String peer = seeder.await(seed);
      double before = seed.cpuSeconds();
      Cost got = lab.run(new ArrayList<>(leecher.apply(peer)), goodEnd);
      return new Carried(got, seed.cpuSeconds() - before);
    }
  }
}
