package tv.coax.bittorrent.bencode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads bencoding (BEP 3). Refuses what has two readings: leading zeros, negative zero, duplicate
 * keys, trailing bytes. Keys out of order are accepted, because torrents with such keys exist and
 * are shared under the hash of their bytes as they are. Nothing is allocated for a length that the
 * input does not hold.
 */
public final class BDecoder {
  private final byte[] input;
  private final BLimits limits;
  private int position;
  private int values;

  private BDecoder(byte[] input, BLimits limits) throws BencodeException {
    if (input.length > limits.maxBytes()) {
      throw new BencodeException(
          limits.maxBytes(), "The input is longer than " + limits.maxBytes() + " bytes");
    }
    this.input = input;
    this.limits = limits;
  }

  /** Where a value stands in the input: from the first byte to before {@code to}. */
  public record Span(int from, int to) {}

  /** A value and the first byte after it. */
  public record Prefix(BValue value, int end) {}

  /** The one value that the whole input holds. */
  public static BValue decode(byte[] input, BLimits limits) throws BencodeException {
    Prefix prefix = decodePrefix(input, limits);
    if (prefix.end() != input.length) {
      throw new BencodeException(prefix.end(), "There are bytes after the end of the value");
    }
    return prefix.value();
  }

  /** The value at the start of the input, whatever follows it (BEP 9 sends data after it). */
  public static Prefix decodePrefix(byte[] input, BLimits limits) throws BencodeException {
    BDecoder decoder = new BDecoder(input, limits);
    BValue value = decoder.value(0);
    return new Prefix(value, decoder.position);
  }

  /**
   * Where the value of a key of the outermost dictionary stands, so that it can be hashed exactly
   * as it was sent.
   */
  public static Optional<Span> locate(byte[] input, String key, BLimits limits)
      throws BencodeException {
    BDecoder decoder = new BDecoder(input, limits);
    BString wanted = BString.of(key);
    decoder.expect('d');
    while (decoder.peek() != 'e') {
      BString found = decoder.string();
      int from = decoder.position;
      decoder.value(1);
      if (found.equals(wanted)) {
        return Optional.of(new Span(from, decoder.position));
      }
    }
    return Optional.empty();
  }

  private BValue value(int depth) throws BencodeException {
    count();
    byte kind = peek();
    if (kind == 'i') {
      position++;
      return new BInteger(number('e', true));
    }
    if (kind >= '0' && kind <= '9') {
      return string();
    }
    if (kind != 'l' && kind != 'd') {
      throw new BencodeException(position, "Expected a value");
    }
    if (depth >= limits.maxDepth()) {
      throw new BencodeException(
          position, "Lists and dictionaries are nested deeper than " + limits.maxDepth());
    }
    position++;
    return kind == 'l' ? list(depth + 1) : dictionary(depth + 1);
  }

  private BList list(int depth) throws BencodeException {
    List<BValue> items = new ArrayList<>(4);
    while (peek() != 'e') {
      items.add(value(depth));
    }
    position++;
    return new BList(items);
  }

  private BDictionary dictionary(int depth) throws BencodeException {
    TreeMap<BString, BValue> entries = new TreeMap<>();
    while (peek() != 'e') {
      int keyAt = position;
      count();
      BString key = string();
      if (entries.put(key, value(depth)) != null) {
        throw new BencodeException(keyAt, "The key \"" + key.forPeople() + "\" stands here twice");
      }
    }
    position++;
    return new BDictionary(entries);
  }

  private BString string() throws BencodeException {
    int start = position;
    long length = number(':', false);
    if (length > input.length - position) {
      throw new BencodeException(
          start, "A string of " + length + " bytes begins here, but the input ends before its end");
    }
    position += (int) length;
    return BString.of(input, position - (int) length, position);
  }

  private long number(char end, boolean signed) throws BencodeException {
    int start = position;
    boolean negative = signed && peek() == '-';
    if (negative) {
      position++;
    }
    int firstDigit = position;
    long value = 0;
    for (byte digit = peek(); digit != end; digit = peek()) {
      if (digit < '0' || digit > '9') {
        throw new BencodeException(position, "Expected a digit or '" + end + "'");
      }
      if (value < Long.MIN_VALUE / 10 || value * 10 < Long.MIN_VALUE + (digit - '0')) {
        throw new BencodeException(start, "The number is beyond 64 bits");
      }
      value = value * 10 - (digit - '0');
      position++;
    }
    int digits = position - firstDigit;
    if (digits == 0) {
      throw new BencodeException(start, "Expected a number");
    }
    if (input[firstDigit] == '0' && (digits > 1 || negative)) {
      throw new BencodeException(start, "A number must not have leading zeros or be minus zero");
    }
    if (!negative && value == Long.MIN_VALUE) {
      throw new BencodeException(start, "The number is beyond 64 bits");
    }
    position++;
    return negative ? value : -value;
  }

  private byte peek() throws BencodeException {
    if (position >= input.length) {
      throw new BencodeException(position, "The input ends in the middle of a value");
    }
    return input[position];
  }

  private void expect(char kind) throws BencodeException {
    if (peek() != kind) {
      throw new BencodeException(position, "Expected '" + kind + "'");
    }
    position++;
  }

  private void count() throws BencodeException {
    if (++values > limits.maxValues()) {
      throw new BencodeException(position, "There are more than " + limits.maxValues() + " values");
    }
  }
}
