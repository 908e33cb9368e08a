package tv.coax.seeder.tracker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A query string whose values are bytes: an info-hash is binary, so decoding it as UTF-8 would lose
 * it. Names are ASCII. A plus sign is itself, not a space, because clients escape spaces as {@code
 * %20} and leave the byte 0x2B alone.
 */
final class RawQuery {
  /** Longer than any announce or any scrape of {@link #MOST_VALUES} swarms that is in earnest. */
  static final int MOST_CHARS = 8_192;

  /** More values than this of one name are refused. */
  static final int MOST_VALUES = 74;

  private final Map<String, List<byte[]>> values = new HashMap<>();

  private RawQuery() {}

  /** Parses the part of a request target after the question mark, still percent-encoded. */
  static RawQuery parse(@Nullable String query) throws RefusedException {
    RawQuery parsed = new RawQuery();
    if (query == null || query.isEmpty()) {
      return parsed;
    }
    if (query.length() > MOST_CHARS) {
      throw RefusedException.malformed("The query is longer than " + MOST_CHARS + " characters.");
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      List<byte[]> ofName = parsed.values.computeIfAbsent(name, n -> new ArrayList<>(1));
      if (ofName.size() == MOST_VALUES) {
        throw RefusedException.malformed("The query repeats " + printable(name) + " too often.");
      }
      ofName.add(decode(equals < 0 ? "" : pair.substring(equals + 1)));
    }
    return parsed;
  }

  List<byte[]> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** Exactly {@code length} bytes that must be there, and once. */
  byte[] bytes(String name, int length) throws RefusedException {
    List<byte[]> found = all(name);
    if (found.size() != 1 || found.getFirst().length != length) {
      throw RefusedException.malformed(
          "The query needs " + name + " once, with " + length + " bytes.");
    }
    return found.getFirst();
  }

  /** A number between two bounds, or empty when the name is missing or its value empty. */
  Optional<Long> number(String name, long least, long most) throws RefusedException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    } catch (NumberFormatException notANumber) {
      // falls through to the same sentence
    }
    throw RefusedException.malformed(
        "The query's " + name + " must be a number from " + least + " to " + most + ".");
  }

  /** The last value of a name as ASCII, or empty when it is missing or empty. */
  Optional<String> text(String name) {
    List<byte[]> found = all(name);
    return found.isEmpty() || found.getLast().length == 0
        ? Optional.empty()
        : Optional.of(new String(found.getLast(), StandardCharsets.ISO_8859_1));
  }

  private static byte[] decode(String escaped) throws RefusedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        boolean whole = i + 2 < escaped.length();
        int high = whole ? Character.digit(escaped.charAt(i + 1), 16) : -1;
        int low = whole ? Character.digit(escaped.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw RefusedException.malformed("The query has a broken percent escape.");
        }
        bytes.write(high << 4 | low);
        i += 2;
      } else if (c > 0xFF) {
        throw RefusedException.malformed("The query has a character that is not a byte.");
      } else {
        bytes.write(c);
      }
    }
    return bytes.toByteArray();
  }

  private static String printable(String name) {
    return name.substring(0, Math.min(32, name.length())).replaceAll("[^\\x20-\\x7e]", "?");
  }
}
