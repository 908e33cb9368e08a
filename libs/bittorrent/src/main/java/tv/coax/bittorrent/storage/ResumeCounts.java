package tv.coax.bittorrent.storage;

import java.net.InetSocketAddress;
import java.util.Map;

/**
 * What a torrent has counted and must not forget.
 *
 * @param downloadedBytes payload received
 * @param uploadedBytes payload sent
 * @param wastedBytes payload received in vain
 * @param hashFailures pieces that did not match
 * @param sources verified bytes by who sent them
 */
public record ResumeCounts(
    long downloadedBytes,
    long uploadedBytes,
    long wastedBytes,
    int hashFailures,
    Map<InetSocketAddress, Long> sources) {
  /** Nothing counted yet. */
  public static final ResumeCounts NONE = new ResumeCounts(0, 0, 0, 0, Map.of());
}
