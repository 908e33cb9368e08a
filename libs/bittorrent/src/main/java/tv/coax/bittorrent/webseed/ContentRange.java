package tv.coax.bittorrent.webseed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server says of the part that it sends (RFC 9110, 14.4). */
final class ContentRange {
  private static final Pattern FORM =
      Pattern.compile("bytes (\\d{1,19})-(\\d{1,19})/(\\d{1,19}|\\*)");

  private ContentRange() {}

  /** Whether it is a part that begins there, of a file of this length where that is said. */
  static boolean fits(@Nullable String header, long offset, long fileLength) {
    Matcher told = FORM.matcher(header == null ? "" : header);
    return told.matches()
        && told.group(1).equals(String.valueOf(offset))
        && (told.group(3).equals("*") || told.group(3).equals(String.valueOf(fileLength)));
  }
}
