package tv.coax.bittorrent.tracker;

import java.util.Optional;
import tv.coax.bittorrent.metainfo.InfoHash;

/**
 * What a peer tells a tracker.
 *
 * @param infoHash the 20 bytes that name the swarm on the wire
 * @param peerId 20 bytes
 * @param port where this peer listens
 * @param uploaded bytes sent since {@link AnnounceEvent#STARTED}
 * @param downloaded bytes received since then
 * @param left bytes that are missing
 * @param wanted how many peers are asked for
 * @param key a random number that stays the same when this peer's address changes
 * @param trackerId what the tracker asked to be sent back, if it did
 * @param bearer token for {@code Authorization: Bearer} over HTTP; UDP has no place for it
 */
public record AnnounceRequest(
    InfoHash infoHash,
    byte[] peerId,
    int port,
    long uploaded,
    long downloaded,
    long left,
    AnnounceEvent event,
    int wanted,
    int key,
    Optional<String> trackerId,
    Optional<String> bearer) {
  public AnnounceRequest {
    if (infoHash.isV2() || peerId.length != 20) {
      throw new IllegalArgumentException("An announce has a hash and a peer id of 20 bytes.");
    }
  }

  @Override
  public String toString() {
    return "announce " + infoHash + " " + event;
  }
}
