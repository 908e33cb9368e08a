package tv.coax.acceptance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a process at one moment, as the kernel counts it.
 *
 * @param residentBytes all of its pages that are in memory
 * @param privateBytes those that no other process has
 */
record Memory(long residentBytes, long privateBytes) {
  private static final Pattern LINE =
      Pattern.compile("^(Rss|Private_Clean|Private_Dirty):\\s+(\\d+) kB", Pattern.MULTILINE);

  /** Empty when the process has ended. */
  static Optional<Memory> of(long pid) {
    try {
      return Optional.of(parse(Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"))));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }

  /** Reads what {@code /proc/PID/smaps_rollup} says. */
  static Memory parse(String rollup) {
    long resident = 0;
    long own = 0;
    Matcher matcher = LINE.matcher(rollup);
    while (matcher.find()) {
      long bytes = Long.parseLong(matcher.group(2)) * 1024;
      if (matcher.group(1).equals("Rss")) {
        resident += bytes;
      } else {
        own += bytes;
      }
    }
    return new Memory(resident, own);
  }
}
