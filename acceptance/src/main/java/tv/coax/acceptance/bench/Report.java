package tv.coax.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table of medians: a row a contender, a column a figure, and each figure's ratio to ours. */
final class Report {
  private final String title;
  private final Map<String, Map<String, Series>> rows = new LinkedHashMap<>();

  Report(String title) {
    this.title = title;
  }

  void add(String contender, String figure, double value) {
    rows.computeIfAbsent(contender, name -> new LinkedHashMap<>())
        .computeIfAbsent(figure, name -> new Series())
        .add(value);
  }

  double median(String contender, String figure) {
    return series(contender, figure).median();
  }

  void print() {
    System.out.println();
    System.out.println(title + " — " + machine());
    List<String> figures = rows.values().iterator().next().keySet().stream().toList();
    System.out.printf("%-14s", "");
    figures.forEach(figure -> System.out.printf("%30s", figure));
    System.out.println();
    String ours = rows.keySet().iterator().next();
    rows.forEach((contender, row) -> {
      System.out.printf("%-14s", contender);
      figures.forEach(figure -> System.out.printf("%30s", cell(ours, contender, figure)));
      System.out.println();
    });
    System.out.println("median (min-max); x: ours as a part of this contender's");
  }

  private String cell(String ours, String contender, String figure) {
    Series series = rows.getOrDefault(contender, Map.of()).get(figure);
    if (series == null) {
      return "-";
    }
    String text =
        String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", series.median(), series.min(), series.max());
    if (contender.equals(ours) || series.median() == 0) {
      return text;
    }
    return text + String.format(Locale.ROOT, " x%.2f", median(ours, figure) / series.median());
  }

  private Series series(String contender, String figure) {
    Series series = rows.getOrDefault(contender, Map.of()).get(figure);
    if (series == null) {
      throw new BenchException(contender + " has no figure '" + figure + "'");
    }
    return series;
  }

  private static String machine() {
    String cpu = "unknown processor";
    try {
      cpu =
          Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 1).trim())
              .findFirst()
              .orElse(cpu);
    } catch (IOException e) {
      // The report is as good without the processor's name.
    }
    return Runtime.getRuntime().availableProcessors() + " x " + cpu + ", JDK " + Runtime.version();
  }
}
