package tv.coax.agent.player;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the film that a request asks for (RFC 9110, section 14).
 *
 * @param first first byte
 * @param last last byte, inclusive
 */
record ByteRange(long first, long last) {

  private static final Pattern SINGLE =
      Pattern.compile("(?i:bytes)=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

  /** What a request's headers come to. */
  sealed interface Answer {
    /** Everything, with status 200. */
    record Whole() implements Answer {}

    /** A part, with status 206. */
    record Part(ByteRange range) implements Answer {}

    /** Nothing of what was asked exists: status 416. */
    record Unsatisfiable() implements Answer {}
  }

  /**
   * Reads the headers of a GET. A range that is malformed, of another unit or manifold is passed
   * over, as section 14.2 lets a server do; so is one whose {@code If-Range} names another
   * representation (section 13.1.5).
   *
   * @param length bytes of the film
   * @param etag its strong entity tag
   */
  static Answer of(@Nullable String range, @Nullable String ifRange, long length, String etag) {
    if (range == null || (ifRange != null && !ifRange.strip().equals(etag))) {
      return new Answer.Whole();
    }
    Matcher matcher = SINGLE.matcher(range.strip());
    if (!matcher.matches()) {
      return new Answer.Whole();
    }
    String from = matcher.group(1);
    String to = matcher.group(2);
    if (from.isEmpty() && to.isEmpty()) {
      return new Answer.Whole();
    }
    if (!from.isEmpty() && !to.isEmpty() && Long.parseLong(to) < Long.parseLong(from)) {
      return new Answer.Whole();
    }
    Optional<ByteRange> found =
        from.isEmpty() ? suffix(Long.parseLong(to), length) : fromTo(from, to, length);
    return found.<Answer>map(Answer.Part::new).orElseGet(Answer.Unsatisfiable::new);
  }

  private static Optional<ByteRange> suffix(long count, long length) {
    return count == 0 || length == 0
        ? Optional.empty()
        : Optional.of(new ByteRange(Math.max(0, length - count), length - 1));
  }

  private static Optional<ByteRange> fromTo(String from, String to, long length) {
    long first = Long.parseLong(from);
    if (first >= length) {
      return Optional.empty();
    }
    long last = to.isEmpty() ? length - 1 : Math.min(Long.parseLong(to), length - 1);
    return Optional.of(new ByteRange(first, last));
  }

  /** Number of bytes. */
  long count() {
    return last - first + 1;
  }

  /** The header {@code Content-Range}. */
  String contentRange(long length) {
    return "bytes " + first + "-" + last + "/" + length;
  }
}
