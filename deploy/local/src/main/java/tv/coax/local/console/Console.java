package tv.coax.local.console;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The screen of a command. On a terminal the last line may be a live one that is redrawn; in a file
 * or a pipe only finished lines appear, without colours. Safe to use from several threads.
 */
public final class Console {
  private static final Duration REDRAW = Duration.ofMillis(150);

  private final PrintStream out;
  private final boolean terminal;
  private final int columns = Integer.getInteger("coax.columns", 100);
  private String live = "";
  private long drawnAt;

  private Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Standard output; a terminal only if it is one, and neither NO_COLOR nor TERM=dumb is set. */
  public static Console standard() {
    var system = System.console();
    boolean terminal =
        system != null
            && system.isTerminal()
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
    return new Console(new PrintStream(System.out, true, StandardCharsets.UTF_8), terminal);
  }

  /** Plain lines to a stream, for tests and logs. */
  public static Console plain(OutputStream out) {
    return new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false);
  }

  public boolean isTerminal() {
    return terminal;
  }

  /** A finished line; a live line stays below it. */
  public synchronized void say(String line) {
    erase();
    out.println(line);
    draw();
  }

  public void say(Style style, String line) {
    say(style(style, line));
  }

  /** The text with the style when this screen shows colours. */
  public String style(Style style, String text) {
    return style.apply(text, terminal);
  }

  /** An empty line and a heading. */
  public void heading(String text) {
    say("");
    say(Style.BOLD, text);
  }

  /** The lines of a table, the header emphasised, indented by two. */
  public void table(Table table) {
    var lines = table.lines();
    say("  " + style(Style.DIM, lines.getFirst()));
    lines.stream().skip(1).forEach(line -> say("  " + line));
  }

  /**
   * Replaces the live line, cut to one line of the screen ({@code coax.columns}); not more often
   * than an eye can follow, and not at all where nothing can be redrawn.
   */
  public synchronized void live(String line) {
    long now = System.nanoTime();
    if (terminal && (now - drawnAt > REDRAW.toNanos() || live.isEmpty())) {
      erase();
      live = line.substring(0, Math.min(line.length(), columns - 1));
      drawnAt = now;
      draw();
    }
  }

  /** Removes the live line. */
  public synchronized void endLive() {
    erase();
    live = "";
  }

  /** A piece of work with a live line and elapsed time. */
  public Task task(String what) {
    return new Task(this, what);
  }

  private void erase() {
    if (!live.isEmpty()) {
      out.print("\r\u001b[2K");
      out.flush();
    }
  }

  private void draw() {
    if (!live.isEmpty()) {
      out.print(live);
      out.flush();
    }
  }
}
