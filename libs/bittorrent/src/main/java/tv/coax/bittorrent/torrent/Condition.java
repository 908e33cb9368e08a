package tv.coax.bittorrent.torrent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.torrent.TorrentStatus.State;

/** What a torrent is doing and how far it is, and who wants to be told when that changes. */
final class Condition {
  private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);

  private final Loop loop;
  private final long totalBytes;
  private final Counters counters;
  private final Collection<Peer> peers;
  private final List<Consumer<TorrentStatus>> watchers = new ArrayList<>();
  private State state = State.CHECKING;
  private String reason = "";
  private long verifiedBytes;
  private boolean telling;

  Condition(Loop loop, long totalBytes, Counters counters, Collection<Peer> peers) {
    this.loop = loop;
    this.totalBytes = totalBytes;
    this.counters = counters;
    this.peers = peers;
  }

  boolean is(State asked) {
    return state == asked;
  }

  boolean isOpen() {
    return state != State.STOPPED && state != State.FAILED;
  }

  void become(State next, String why) {
    state = next;
    reason = why;
    changed();
  }

  /** Bytes became good, or, when negative, are not any more. */
  void verified(long bytes) {
    verifiedBytes += bytes;
    changed();
  }

  long leftBytes() {
    return Math.max(0, totalBytes - verifiedBytes);
  }

  void watch(Consumer<TorrentStatus> watcher) {
    watchers.add(watcher);
    changed();
  }

  /** The watchers will be told, soon, once for all that changes until then. */
  void changed() {
    if (!telling && !watchers.isEmpty()) {
      telling = true;
      loop.after(BETWEEN_CHANGES, this::tell);
    }
  }

  private void tell() {
    telling = false;
    TorrentStatus status = status();
    List.copyOf(watchers).forEach(watcher -> watcher.accept(status));
  }

  TorrentStatus status() {
    long now = loop.nanos();
    return new TorrentStatus(
        state,
        reason,
        totalBytes,
        totalBytes - leftBytes(),
        counters.downloadedBytes(),
        counters.uploadedBytes(),
        counters.wastedBytes(),
        counters.hashFailures(),
        counters.downloadRate(now),
        counters.uploadRate(now),
        peers.stream().map(Status::of).toList(),
        counters.verifiedBySource());
  }
}
