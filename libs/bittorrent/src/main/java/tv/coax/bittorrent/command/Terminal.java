package tv.coax.bittorrent.command;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import tv.coax.bittorrent.metainfo.ProgressListener;

/** The one line of progress at the foot of a terminal; silent where output goes elsewhere. */
final class Terminal implements AutoCloseable {
  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean shown;
  private final long start = System.nanoTime();
  private int width;

  Terminal() {
    this.out = System.err;
    Console console = System.console();
    this.shown = console != null && console.isTerminal();
  }

  /** A bar with rate and time left, for reading files. */
  ProgressListener bar(String what) {
    return (done, total) -> show(() -> what + " " + line(done, total));
  }

  private String line(long done, long total) {
    double seconds = (System.nanoTime() - start) / 1e9;
    return line(done, total, seconds > 0 ? done / seconds : 0, "");
  }

  static String line(long done, long total, double rate, String rest) {
    double part = total == 0 ? 1 : (double) done / total;
    int filled = (int) (part * BAR);
    String left =
        rate > 0 && done < total
            ? "  " + text(Duration.ofSeconds((long) ((total - done) / rate)))
            : "";
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d%%  %s of %s  %s/s%s%s",
        "#".repeat(filled),
        ".".repeat(BAR - filled),
        (int) (part * 100),
        ByteSize.text(done),
        ByteSize.text(total),
        ByteSize.text(rate),
        left,
        rest);
  }

  /** As hours, minutes and seconds. */
  static String text(Duration duration) {
    return duration.toHours() > 0
        ? String.format(Locale.ROOT, "%d:%02d h", duration.toHours(), duration.toMinutesPart())
        : String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
  }

  /** Replaces the line, where there is one to see. */
  void show(Supplier<String> text) {
    if (shown) {
      String line = text.get();
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      out.flush();
      width = line.length();
    }
  }

  /** Says a sentence that stays, above the line. */
  void say(String sentence) {
    close();
    out.println(sentence);
  }

  /** Wipes the line, so that what follows starts on a clean one. */
  @Override
  public void close() {
    if (shown && width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
      width = 0;
    }
  }
}
