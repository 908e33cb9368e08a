package tv.coax.bittorrent.wire;

/**
 * How long messages may be that carry no block, by what they are: what a stranger can make us hold
 * of an unfinished message.
 *
 * @param bitfieldBytes the longest bitfield
 * @param hashesBytes the longest answer to a hash request
 */
public record MessageLimits(int bitfieldBytes, int hashesBytes) {
  /** Extended messages, and those that are not known. */
  static final int OTHER_BYTES = 64 * 1024;

  /** The longest of all. */
  int longest() {
    return Math.max(OTHER_BYTES, Math.max(bitfieldBytes, hashesBytes));
  }

  /** The longest body of a message with this id. */
  int of(int id) {
    return switch (id) {
      case MessageId.BITFIELD -> bitfieldBytes;
      case MessageId.HASHES -> hashesBytes;
      default -> OTHER_BYTES;
    };
  }
}
