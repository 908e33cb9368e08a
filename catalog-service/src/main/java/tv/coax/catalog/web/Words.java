package tv.coax.catalog.web;

import io.quarkus.qute.TemplateExtension;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How pages write times and sizes. */
@TemplateExtension
public final class Words {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB"};

  private Words() {}

  /** Such as "30 days" or "48 hours". */
  public static String words(Duration length) {
    if (length.toHours() > 72 && length.toHours() % 24 == 0) {
      return count(length.toDays(), "day");
    }
    return length.toMinutes() % 60 == 0
        ? count(length.toHours(), "hour")
        : count(length.toMinutes(), "minute");
  }

  /** Such as "3 Nov 2026". */
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /** Such as "3 Nov 2026, 14:05 UTC". */
  public static String minute(Instant at) {
    return MINUTE.format(at);
  }

  /** Such as "423.1 MB", in powers of ten as disks are sold. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0
        ? bytes + " " + UNITS[0]
        : String.format(Locale.ENGLISH, "%.1f %s", value, UNITS[unit]);
  }

  /** With a capital letter first. */
  public static String capital(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ENGLISH) + word.substring(1);
  }

  private static String count(long n, String unit) {
    return n + " " + unit + (n == 1 ? "" : "s");
  }
}
