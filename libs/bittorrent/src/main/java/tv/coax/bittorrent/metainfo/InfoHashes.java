package tv.coax.bittorrent.metainfo;

import java.util.Optional;

/**
 * The one or two hashes of a torrent; a hybrid has both.
 *
 * @param v1 SHA-1 of the info dictionary, 20 bytes
 * @param v2 SHA-256 of the info dictionary, 32 bytes
 */
public record InfoHashes(Optional<InfoHash> v1, Optional<InfoHash> v2) {
  public InfoHashes {
    if (v1.isEmpty() && v2.isEmpty()
        || v1.isPresent() && v1.get().isV2()
        || v2.isPresent() && !v2.get().isV2()) {
      throw new IllegalArgumentException("A torrent has a hash of 20 or of 32 bytes, or both.");
    }
  }

  /** The 20 bytes used in handshakes and announces: v1, or v2 truncated where there is no v1. */
  public InfoHash wire() {
    return v1.orElseGet(() -> v2.orElseThrow().truncated());
  }

  /** True if a handshake or announce with these 20 bytes means this torrent. */
  public boolean matchesWire(InfoHash twentyBytes) {
    return v1.filter(twentyBytes::equals).isPresent()
        || v2.filter(hash -> hash.truncated().equals(twentyBytes)).isPresent();
  }
}
