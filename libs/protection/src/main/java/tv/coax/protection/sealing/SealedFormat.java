package tv.coax.protection.sealing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tv.coax.protection.asset.AssetId;

/**
 * The arithmetic of a sealed file: Tink's AES-GCM-HKDF streaming format with AES-256, HKDF-SHA256
 * and ciphertext segments of 64 KiB.
 *
 * <p>The file is cut at every multiple of {@link #SEGMENT_BYTES}. The first segment begins with a
 * header of {@link #HEADER_BYTES}; each segment ends with a tag of {@link #TAG_BYTES}; only the
 * last may be shorter. An empty plain file is one segment of header and tag. All lengths and
 * offsets are in bytes.
 */
public final class SealedFormat {
  /** Length of every ciphertext segment but the last, header and tag included. */
  public static final int SEGMENT_BYTES = 65_536;

  /** One byte of header length, 32 of salt, 7 of nonce prefix. */
  public static final int HEADER_BYTES = 40;

  /** Length of the authentication tag that ends each segment. */
  public static final int TAG_BYTES = 16;

  static final int SALT_BYTES = 32;
  static final int NONCE_PREFIX_BYTES = 7;
  static final int PLAIN_SEGMENT_BYTES = SEGMENT_BYTES - TAG_BYTES;
  static final int FIRST_PLAIN_SEGMENT_BYTES = PLAIN_SEGMENT_BYTES - HEADER_BYTES;

  /** The nonce counts segments in 32 bits. */
  private static final long MAX_SEGMENTS = 1L << 32;

  private static final long MAX_SEALED_BYTES = MAX_SEGMENTS * SEGMENT_BYTES;
  private static final byte[] MAGIC = "coax-sealed-1".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern MEDIA_TYPE = Pattern.compile("[!-~]+/[!-~][ -~]{0,200}");

  private SealedFormat() {}

  /**
   * Length of the plain file inside a sealed one.
   *
   * @throws IllegalArgumentException if no sealed file has that length
   */
  public static long plainLength(long sealed) {
    long segments = Math.max(segments(sealed), 1);
    long inLast = sealed - (segments - 1) * SEGMENT_BYTES;
    boolean possible = segments == 1 ? inLast >= HEADER_BYTES + TAG_BYTES : inLast > TAG_BYTES;
    if (!possible || sealed > MAX_SEALED_BYTES) {
      throw new IllegalArgumentException("No sealed file has a length of " + sealed + " bytes.");
    }
    return sealed - HEADER_BYTES - segments * TAG_BYTES;
  }

  /**
   * Length of the sealed file that holds a plain one.
   *
   * @throws IllegalArgumentException if the length is negative or beyond what the format can hold
   *     (about 281 TB)
   */
  public static long sealedLength(long plain) {
    if (plain < 0 || plain > MAX_SEALED_BYTES - HEADER_BYTES - MAX_SEGMENTS * TAG_BYTES) {
      throw new IllegalArgumentException("A plain file of " + plain + " bytes cannot be sealed.");
    }
    return plain + HEADER_BYTES + (segmentOf(Math.max(plain - 1, 0)) + 1) * TAG_BYTES;
  }

  /**
   * What is bound into the derivation of the file's key, so that a file opens only as the asset it
   * was sealed as: {@code "coax-sealed-1"}, then asset ({@code TITLE/VERSION}), key id and media
   * type, each as UTF-8 preceded by its length in two bytes, big endian.
   *
   * @throws IllegalArgumentException if the key id is not a name or the media type not printable
   *     ASCII with a slash
   */
  public static byte[] associatedData(AssetId asset, String keyId, String mediaType) {
    AssetId.requireName("key id", keyId);
    requireMediaType(mediaType);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(MAGIC);
    for (String field : new String[] {asset.toString(), keyId, mediaType}) {
      byte[] utf8 = field.getBytes(StandardCharsets.UTF_8);
      out.write(utf8.length >>> 8);
      out.write(utf8.length);
      out.writeBytes(utf8);
    }
    return out.toByteArray();
  }

  /**
   * Holds a media type to printable ASCII of at most 255 characters with a slash (RFC 9110, section
   * 8.3.1, is not parsed further: it is bound and compared as text).
   *
   * @throws IllegalArgumentException if it has another form
   */
  public static String requireMediaType(String mediaType) {
    if (mediaType.length() > 255 || !MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IllegalArgumentException("The media type is not of the form type/subtype.");
    }
    return mediaType;
  }

  /** Number of segments a sealed file of that length is cut into. */
  static long segments(long sealed) {
    return Math.ceilDiv(sealed, SEGMENT_BYTES);
  }

  /** The segment that holds a byte of the plain file. */
  static long segmentOf(long plainOffset) {
    return (plainOffset + HEADER_BYTES) / PLAIN_SEGMENT_BYTES;
  }

  /** Where a segment's first plain byte stands in the plain file. */
  static long plainStart(long segment) {
    return segment == 0 ? 0 : segment * PLAIN_SEGMENT_BYTES - HEADER_BYTES;
  }
}
