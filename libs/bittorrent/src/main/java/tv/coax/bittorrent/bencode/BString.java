package tv.coax.bittorrent.bencode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A string of bytes, which may or may not be text. Ordered by its bytes as unsigned numbers, the
 * order of dictionary keys.
 */
public final class BString implements BValue, Comparable<BString> {
  private final byte[] bytes;

  private BString(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A string of these bytes, copied. */
  public static BString of(byte[] bytes) {
    return new BString(bytes.clone());
  }

  /** The text in UTF-8. */
  public static BString of(String text) {
    return new BString(text.getBytes(StandardCharsets.UTF_8));
  }

  static BString of(byte[] source, int from, int to) {
    return new BString(Arrays.copyOfRange(source, from, to));
  }

  public int length() {
    return bytes.length;
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  byte[] raw() {
    return bytes;
  }

  /** A read-only view of the bytes, without copying. */
  public ByteBuffer buffer() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
  }

  /** The bytes as UTF-8, or empty if they are not UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** For messages to people: the text, or what its bytes look like if it is none, shortened. */
  public String forPeople() {
    String shown =
        text()
            .filter(text -> text.chars().noneMatch(Character::isISOControl))
            .orElseGet(() -> HexFormat.of().formatHex(bytes));
    return shown.length() > 80 ? shown.substring(0, 77) + "..." : shown;
  }

  @Override
  public int compareTo(BString other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BString that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return forPeople();
  }
}
