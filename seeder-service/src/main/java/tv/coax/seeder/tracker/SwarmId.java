package tv.coax.seeder.tracker;

import java.util.HexFormat;

/**
 * Names a swarm: the 20 bytes of an info-hash as they go over the wire, in lower-case hex.
 *
 * @param hex 40 lower-case hexadecimal digits
 */
public record SwarmId(String hex) {
  /** The length of an info-hash on the wire in bytes (BEP 3; truncated for v2, BEP 52). */
  static final int BYTES = 20;

  /** Refuses anything but 40 lower-case hexadecimal digits. */
  public SwarmId {
    if (!hex.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException("An info-hash is 40 lower-case hexadecimal digits.");
    }
  }

  /** The swarm of these 20 bytes. */
  static SwarmId of(byte[] infoHash) {
    return new SwarmId(HexFormat.of().formatHex(infoHash));
  }

  byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
