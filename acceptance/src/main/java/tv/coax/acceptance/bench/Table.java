package tv.coax.acceptance.bench;

import java.util.ArrayList;
import java.util.List;

/** A table that is Markdown, and readable as it is; the first row is the head. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      text.append(line(rows.get(row)));
      if (row == 0) {
        text.append(line(rule(rows.getFirst().size())));
      }
    }
    return text.toString();
  }

  private List<String> rule(int columns) {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      cells.add("-".repeat(Math.max(3, width(column))));
    }
    return cells;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      int width = Math.max(3, width(column));
      line.append(' ').append(cell).append(" ".repeat(width - cell.length())).append(" |");
    }
    return line.append('\n').toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
