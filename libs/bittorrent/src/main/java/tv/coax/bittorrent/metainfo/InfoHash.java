package tv.coax.bittorrent.metainfo;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A hash that names a torrent: 20 bytes (SHA-1, or the first 20 bytes of SHA-256 on the wire) or 32
 * bytes (SHA-256). Immutable.
 */
public final class InfoHash implements Comparable<InfoHash> {
  public static final int V1_LENGTH = 20;
  public static final int V2_LENGTH = 32;

  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException if it is not 20 or 32 bytes
   */
  public InfoHash(byte[] bytes) {
    if (bytes.length != V1_LENGTH && bytes.length != V2_LENGTH) {
      throw new IllegalArgumentException("An info-hash has 20 or 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /**
   * @throws IllegalArgumentException if it is not 40 or 64 hexadecimal digits
   */
  public static InfoHash ofHex(String hex) {
    return new InfoHash(HexFormat.of().parseHex(hex));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  public boolean isV2() {
    return bytes.length == V2_LENGTH;
  }

  /** The 20 bytes that stand for it in handshakes, announces and the DHT (BEP 52: truncated). */
  public InfoHash truncated() {
    return isV2() ? new InfoHash(Arrays.copyOf(bytes, V1_LENGTH)) : this;
  }

  @Override
  public int compareTo(InfoHash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InfoHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
