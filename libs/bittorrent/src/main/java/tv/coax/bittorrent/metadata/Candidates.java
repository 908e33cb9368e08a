package tv.coax.bittorrent.metadata;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Addresses that may have the metadata, and when to try each the next time. Bounded. */
final class Candidates {
  private static final int MAX_KNOWN = 500;
  private static final long FIRST_RETRY = Duration.ofSeconds(2).toNanos();
  private static final int MAX_DOUBLINGS = 7;

  private final Map<InetSocketAddress, Candidate> known = new LinkedHashMap<>();

  private static final class Candidate {
    private long nextAttemptAt;
    private int failures;
    private boolean busy;
    private boolean banned;
  }

  void add(InetSocketAddress address, long now) {
    if (!address.isUnresolved() && address.getPort() > 0 && known.size() < MAX_KNOWN) {
      Candidate fresh = new Candidate();
      fresh.nextAttemptAt = now;
      known.putIfAbsent(address, fresh);
    }
  }

  /** Addresses to connect to now, at most so many; they count as busy until they ended. */
  List<InetSocketAddress> due(int count, long now) {
    List<InetSocketAddress> due = new ArrayList<>();
    known.forEach((address, candidate) -> {
      boolean free = !candidate.busy && !candidate.banned;
      if (due.size() < count && free && candidate.nextAttemptAt - now <= 0) {
        candidate.busy = true;
        due.add(address);
      }
    });
    return due;
  }

  void ended(InetSocketAddress address, long now) {
    Candidate candidate = known.get(address);
    if (candidate != null) {
      candidate.busy = false;
      candidate.nextAttemptAt = now + (FIRST_RETRY << Math.min(candidate.failures, MAX_DOUBLINGS));
      candidate.failures++;
    }
  }

  /** It lied: not called any more. */
  void ban(InetSocketAddress address) {
    Candidate candidate = known.get(address);
    if (candidate != null) {
      candidate.banned = true;
    }
  }

  /** All that did not lie. */
  List<InetSocketAddress> honest() {
    return known.entrySet().stream()
        .filter(entry -> !entry.getValue().banned)
        .map(Map.Entry::getKey)
        .toList();
  }
}
