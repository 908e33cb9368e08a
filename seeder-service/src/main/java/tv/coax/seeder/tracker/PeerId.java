package tv.coax.seeder.tracker;

import java.util.HexFormat;

/**
 * The 20 bytes a client calls itself in a swarm (BEP 3, BEP 20), in hex.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record PeerId(String hex) {
  /** The length of a peer id in bytes. */
  static final int BYTES = 20;

  /** Refuses anything but 20 bytes. */
  public PeerId {
    if (hex.length() != 2 * BYTES) {
      throw new IllegalArgumentException("A peer id is 20 bytes.");
    }
  }

  static PeerId of(byte[] bytes) {
    return new PeerId(HexFormat.of().formatHex(bytes));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
