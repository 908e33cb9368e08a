package tv.coax.bittorrent.metainfo;

/** Which piece hashes a torrent carries. */
public enum TorrentVersion {
  /** SHA-1 of every piece (BEP 3). */
  V1,
  /** SHA-256 Merkle trees, one for each file (BEP 52). */
  V2,
  /** Both, over the same bytes. */
  HYBRID;

  public boolean hasV1() {
    return this != V2;
  }

  public boolean hasV2() {
    return this != V1;
  }
}
