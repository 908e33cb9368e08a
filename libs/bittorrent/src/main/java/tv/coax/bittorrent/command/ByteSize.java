package tv.coax.bittorrent.command;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A number of bytes as people write it: {@code 1MiB}, {@code 512K}, {@code 20MB/s}, {@code 65536}.
 */
record ByteSize(long bytes) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,3}))?\\s*([KMGT]?I?B?)(?:/S)?");
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("", 1L),
          Map.entry("B", 1L),
          Map.entry("KB", 1_000L),
          Map.entry("MB", 1_000_000L),
          Map.entry("GB", 1_000_000_000L),
          Map.entry("TB", 1_000_000_000_000L),
          Map.entry("K", 1L << 10),
          Map.entry("KIB", 1L << 10),
          Map.entry("M", 1L << 20),
          Map.entry("MIB", 1L << 20),
          Map.entry("G", 1L << 30),
          Map.entry("GIB", 1L << 30),
          Map.entry("T", 1L << 40),
          Map.entry("TIB", 1L << 40));

  /** Reads the text of an option. */
  static ByteSize parse(String text) {
    Matcher match = TEXT.matcher(text.strip().toUpperCase(Locale.ROOT));
    Long unit = match.matches() ? UNITS.get(match.group(3)) : null;
    if (unit == null) {
      throw new TypeConversionException("'" + text + "' is not a size such as 512KiB or 1MiB");
    }
    String fraction = match.group(2) == null ? "0" : match.group(2);
    double part = Integer.parseInt(fraction) / Math.pow(10, fraction.length());
    try {
      long whole = Math.multiplyExact(Long.parseLong(match.group(1)), unit);
      return new ByteSize(Math.addExact(whole, Math.round(part * unit)));
    } catch (ArithmeticException overflow) {
      throw new TypeConversionException("'" + text + "' is too large");
    }
  }

  /** With a unit and about three digits. */
  @Override
  public String toString() {
    return text(bytes);
  }

  static String text(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    boolean whole = unit == 0 || value >= 100;
    return (whole ? Long.toString(Math.round(value)) : tenths(value)) + " " + units[unit];
  }

  /**
   * A number that is not negative, with one decimal. Not by the JDK's formatter: it reads up on
   * languages first, for 0.02 s at the end of a download.
   */
  static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }
}
