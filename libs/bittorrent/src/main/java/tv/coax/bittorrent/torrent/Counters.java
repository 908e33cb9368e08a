package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import tv.coax.bittorrent.choke.RateMeter;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.storage.ResumeCounts;

/** What a torrent has done, kept over restarts except for rates and closes. */
final class Counters {
  /** Sources beyond this many are counted but not named, so that the map stays bounded. */
  private static final int MAX_SOURCES = 10_000;

  private final RateMeter downloaded;
  private final RateMeter uploaded;
  private final Map<InetSocketAddress, Long> verifiedBySource = new HashMap<>();
  private final Map<CloseReason, Integer> closes = new EnumMap<>(CloseReason.class);
  private long downloadedBefore;
  private long uploadedBefore;
  private long wasted;
  private int hashFailures;

  Counters(long now) {
    downloaded = new RateMeter(now);
    uploaded = new RateMeter(now);
  }

  void restore(ResumeCounts counts) {
    downloadedBefore = counts.downloadedBytes();
    uploadedBefore = counts.uploadedBytes();
    wasted += counts.wastedBytes();
    hashFailures += counts.hashFailures();
    counts.sources().forEach(this::verified);
  }

  /** What is to be remembered. */
  ResumeCounts snapshot() {
    return new ResumeCounts(
        downloadedBytes(), uploadedBytes(), wasted, hashFailures, Map.copyOf(verifiedBySource));
  }

  void downloaded(long bytes) {
    downloaded.add(bytes);
  }

  void uploaded(long bytes) {
    uploaded.add(bytes);
  }

  void wasted(long bytes) {
    wasted += bytes;
  }

  void hashFailed() {
    hashFailures++;
  }

  void verified(InetSocketAddress source, long bytes) {
    if (verifiedBySource.size() < MAX_SOURCES || verifiedBySource.containsKey(source)) {
      verifiedBySource.merge(source, bytes, Long::sum);
    }
  }

  void closed(CloseReason reason) {
    closes.merge(reason, 1, Integer::sum);
  }

  long downloadedBytes() {
    return downloadedBefore + downloaded.total();
  }

  long uploadedBytes() {
    return uploadedBefore + uploaded.total();
  }

  long wastedBytes() {
    return wasted;
  }

  int hashFailures() {
    return hashFailures;
  }

  double downloadRate(long now) {
    return downloaded.rate(now);
  }

  double uploadRate(long now) {
    return uploaded.rate(now);
  }

  Map<InetSocketAddress, Long> verifiedBySource() {
    return verifiedBySource;
  }

  Map<CloseReason, Integer> closes() {
    return closes;
  }
}
