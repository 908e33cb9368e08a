package tv.coax.bittorrent.metadata;

import java.util.ArrayList;
import java.util.List;

/**
 * Which files of a torrent a magnet link asks for (BEP 53 {@code so}).
 *
 * @param ranges runs of file numbers, counted from 0; empty for all files
 */
public record FileSelection(List<Range> ranges) {
  /** Every file. */
  public static final FileSelection ALL = new FileSelection(List.of());

  private static final int MAX_RANGES = 1000;

  /**
   * A run of files.
   *
   * @param first the first one's number
   * @param last the last one's number, at least {@code first}
   */
  public record Range(int first, int last) {
    public Range {
      if (first < 0 || last < first) {
        throw new IllegalArgumentException("Not a run of files: " + first + "-" + last);
      }
    }

    @Override
    public String toString() {
      return first == last ? String.valueOf(first) : first + "-" + last;
    }
  }

  public FileSelection {
    ranges = List.copyOf(ranges);
  }

  /**
   * Reads numbers and runs with commas between them, as in {@code 0,2,4-8}.
   *
   * @throws MagnetException if it is something else
   */
  public static FileSelection parse(String text) throws MagnetException {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", MAX_RANGES + 1)) {
      int dash = part.indexOf('-');
      try {
        int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
        ranges.add(new Range(first, dash < 0 ? first : Integer.parseInt(part.substring(dash + 1))));
      } catch (IllegalArgumentException notNumbers) {
        throw new MagnetException("\"" + part + "\" is not a file's number or a run of them (so).");
      }
    }
    return new FileSelection(ranges);
  }

  /** Whether the file with this number is asked for. */
  public boolean selects(int file) {
    return ranges.isEmpty()
        || ranges.stream().anyMatch(range -> range.first() <= file && file <= range.last());
  }

  @Override
  public String toString() {
    return String.join(",", ranges.stream().map(Range::toString).toList());
  }
}
