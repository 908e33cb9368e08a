package tv.coax.local.console;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them: {@code 22.7 MB}, {@code 12.4 s}, {@code 4.99 EUR}. */
public final class Format {
  private Format() {}

  /** Decimal units, as disks and networks count. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    do {
      value /= 1000;
      unit++;
    } while (value >= 999.95 && unit < 4);
    return String.format(Locale.ROOT, "%.1f %cB", value, "kMGTP".charAt(unit));
  }

  /** Seconds with one decimal below two minutes, else minutes and seconds. */
  public static String elapsed(Duration duration) {
    long millis = duration.toMillis();
    return millis < 120_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : String.format(Locale.ROOT, "%d min %02d s", millis / 60_000, millis / 1000 % 60);
  }

  /** An amount in minor units of a currency with two decimals. */
  public static String money(long amountMinor, String currency) {
    String sign = amountMinor < 0 ? "-" : "";
    long magnitude = Math.abs(amountMinor);
    return String.format(
        Locale.ROOT, "%s%d.%02d %s", sign, magnitude / 100, magnitude % 100, currency);
  }

  /** A bar of the given width for a share between 0 and 1; wider or narrower shares are clipped. */
  public static String bar(double share, int width) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * width);
    return "█".repeat(full) + "·".repeat(width - full);
  }
}
