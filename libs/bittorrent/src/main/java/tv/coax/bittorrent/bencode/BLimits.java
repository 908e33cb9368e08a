package tv.coax.bittorrent.bencode;

/**
 * What the decoder accepts from a stranger.
 *
 * @param maxBytes length of the whole input
 * @param maxDepth lists and dictionaries inside each other
 * @param maxValues values in all, keys counted too; bounds the memory that a small input can cost
 */
public record BLimits(int maxBytes, int maxDepth, int maxValues) {
  /** For torrent files: 64 MiB, room for a million files in folders a hundred deep. */
  public static final BLimits METAINFO = new BLimits(64 << 20, 128, 8_000_000);

  /** For messages of peers and trackers: 1 MiB. */
  public static final BLimits MESSAGE = new BLimits(1 << 20, 16, 50_000);
}
