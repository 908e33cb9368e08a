package tv.coax.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The end of a log, and the plain reason in it when there is one. */
public final class LogTail {
  private static final int BYTES = 32 * 1024;
  private static final Pattern CAUSE =
      Pattern.compile("\"exceptionType\":\"[^\"]*\",\"message\":\"((?:[^\"\\\\]|\\\\.){1,300})");

  private LogTail() {}

  /** At most {@code count} last lines; none when there is no log. */
  public static List<String> lines(Path log, int count) {
    if (!Files.isReadable(log)) {
      return List.of();
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long from = Math.max(0, file.length() - BYTES);
      file.seek(from);
      var bytes = new byte[(int) (file.length() - from)];
      file.readFully(bytes);
      var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      return List.of("(the log cannot be read: " + e.getMessage() + ")");
    }
  }

  /** One sentence on why a program ended, from the last lines of its log. */
  public static String reason(Path log) {
    String text = String.join("\n", lines(log, 200));
    if (text.contains("No space left on device")) {
      return "the disk is full";
    }
    if (text.contains("Address already in use") || text.contains("already bound")) {
      return "its port is in use by another program";
    }
    if (text.contains("OutOfMemoryError") || text.contains("Cannot allocate memory")) {
      return "there is not enough memory";
    }
    return deepestCause(text)
        .map(cause -> cause + " (more in " + log + ")")
        .orElse("the reason is at the end of " + log);
  }

  /** The message of the last cause of the last failure among JSON log lines. */
  private static Optional<String> deepestCause(String text) {
    return CAUSE
        .matcher(text)
        .results()
        .reduce((earlier, later) -> later)
        .map(cause -> cause.group(1).replace("\\\"", "\"").replaceAll("\\s+", " ").strip());
  }
}
