package tv.coax.acceptance.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A table of medians, in Markdown: a row a contender, a column a figure, with ours as a part of
 * this contender's; and what the figures had to be.
 */
final class Report {
  private static final String OURS = "coax";

  private final String title;
  private final Map<String, Map<String, Series>> rows = new LinkedHashMap<>();
  private final List<Target> targets = new ArrayList<>();

  /**
   * @param peer whose figure ours is divided by; empty for ours alone
   */
  private record Target(String figure, String peer, double most) {}

  Report(String title) {
    this.title = title;
  }

  void add(String contender, String figure, double value) {
    rows.computeIfAbsent(contender, name -> new LinkedHashMap<>())
        .computeIfAbsent(figure, name -> new Series())
        .add(value);
  }

  /** Our figure is to be at most so much. */
  void target(String figure, double most) {
    targets.add(new Target(figure, "", most));
  }

  /** Our figure is to be at most this part of the peer's. */
  void target(String figure, String peer, double most) {
    targets.add(new Target(figure, peer, most));
  }

  /** The median; empty when it was not measured. */
  OptionalDouble median(String contender, String figure) {
    Series series = rows.getOrDefault(contender, Map.of()).get(figure);
    return series == null ? OptionalDouble.empty() : OptionalDouble.of(series.median());
  }

  /** Our median over the peer's; empty when one was not measured or is nothing. */
  OptionalDouble ratio(String figure, String peer) {
    OptionalDouble ours = median(OURS, figure);
    OptionalDouble theirs = median(peer, figure);
    return ours.isEmpty() || theirs.isEmpty() || theirs.getAsDouble() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble());
  }

  String text() {
    Set<String> figures = new LinkedHashSet<>();
    rows.values().forEach(row -> figures.addAll(row.keySet()));
    Table table = new Table();
    List<String> head = new ArrayList<>(List.of(""));
    head.addAll(figures);
    table.row(head);
    rows.forEach((contender, row) -> {
      List<String> cells = new ArrayList<>(List.of(contender));
      figures.forEach(figure -> cells.add(cell(contender, figure)));
      table.row(cells);
    });
    StringBuilder text = new StringBuilder("### " + title + "\n" + table.text());
    text.append("Median (least-most); x: ours as a part of this one's.\n");
    targets.forEach(target -> text.append(verdict(target)));
    return text.toString();
  }

  private String cell(String contender, String figure) {
    Series series = rows.getOrDefault(contender, Map.of()).get(figure);
    if (series == null) {
      return "-";
    }
    String text = number(series.median());
    if (series.size() > 1) {
      text += " (" + number(series.min()) + "-" + number(series.max()) + ")";
    }
    OptionalDouble ratio = ratio(figure, contender);
    return contender.equals(OURS) || ratio.isEmpty()
        ? text
        : text + " x" + number(ratio.getAsDouble());
  }

  private String verdict(Target target) {
    boolean alone = target.peer().isEmpty();
    OptionalDouble value =
        alone ? median(OURS, target.figure()) : ratio(target.figure(), target.peer());
    String what = target.figure() + (alone ? "" : " over that of " + target.peer());
    if (value.isEmpty()) {
      return "- " + what + ": not measured, target " + number(target.most()) + "\n";
    }
    String word = value.getAsDouble() <= target.most() ? "met" : "MISSED";
    return "- %s: %s, target %s: %s\n"
        .formatted(what, number(value.getAsDouble()), number(target.most()), word);
  }

  static String number(double value) {
    String pattern = Math.abs(value) < 100 ? "%.2f" : "%.0f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
