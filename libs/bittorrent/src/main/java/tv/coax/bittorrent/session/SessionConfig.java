package tv.coax.bittorrent.session;

import java.net.InetSocketAddress;

/**
 * Settings of a session.
 *
 * @param listen where connections of other peers are accepted; port 0 takes a free one
 * @param uploadLimitBytesPerSecond payload sent to all peers together; 0 for no limit
 * @param downloadLimitBytesPerSecond payload received from all peers together; 0 for no limit
 * @param maxPeersPerTorrent connections of one torrent
 * @param maxPeers connections of all torrents together
 * @param uploadSlots peers of one torrent that are served at the same time; more, if then more goes
 *     out
 * @param workers threads that read, write and hash
 */
public record SessionConfig(
    InetSocketAddress listen,
    long uploadLimitBytesPerSecond,
    long downloadLimitBytesPerSecond,
    int maxPeersPerTorrent,
    int maxPeers,
    int uploadSlots,
    int workers) {

  public SessionConfig {
    if (uploadLimitBytesPerSecond < 0 || downloadLimitBytesPerSecond < 0) {
      throw new IllegalArgumentException("A rate limit cannot be negative.");
    }
    if (maxPeersPerTorrent < 1 || maxPeers < 1 || uploadSlots < 1 || workers < 1) {
      throw new IllegalArgumentException("Peers, slots and workers must be at least 1.");
    }
  }

  /** All addresses on a free port, no rate limits. */
  public static SessionConfig defaults() {
    int workers = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);
    return new SessionConfig(new InetSocketAddress(0), 0, 0, 80, 1000, 4, workers);
  }

  public SessionConfig withListen(InetSocketAddress value) {
    return new SessionConfig(
        value,
        uploadLimitBytesPerSecond,
        downloadLimitBytesPerSecond,
        maxPeersPerTorrent,
        maxPeers,
        uploadSlots,
        workers);
  }

  public SessionConfig withUploadLimit(long bytesPerSecond) {
    return new SessionConfig(
        listen,
        bytesPerSecond,
        downloadLimitBytesPerSecond,
        maxPeersPerTorrent,
        maxPeers,
        uploadSlots,
        workers);
  }

  public SessionConfig withDownloadLimit(long bytesPerSecond) {
    return new SessionConfig(
        listen,
        uploadLimitBytesPerSecond,
        bytesPerSecond,
        maxPeersPerTorrent,
        maxPeers,
        uploadSlots,
        workers);
  }

  public SessionConfig withMaxPeersPerTorrent(int value) {
    return new SessionConfig(
        listen,
        uploadLimitBytesPerSecond,
        downloadLimitBytesPerSecond,
        value,
        maxPeers,
        uploadSlots,
        workers);
  }

  public SessionConfig withMaxPeers(int value) {
    return new SessionConfig(
        listen,
        uploadLimitBytesPerSecond,
        downloadLimitBytesPerSecond,
        maxPeersPerTorrent,
        value,
        uploadSlots,
        workers);
  }

  public SessionConfig withUploadSlots(int value) {
    return new SessionConfig(
        listen,
        uploadLimitBytesPerSecond,
        downloadLimitBytesPerSecond,
        maxPeersPerTorrent,
        maxPeers,
        value,
        workers);
  }
}
