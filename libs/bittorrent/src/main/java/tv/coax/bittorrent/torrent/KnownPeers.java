package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Addresses where peers accept connections, and when to try each the next time: after every failure
 * twice as long, up to some minutes. Bounded; what has failed most makes room.
 */
final class KnownPeers {
  private static final int MAX_KNOWN = 2000;
  private static final long FIRST_RETRY = Duration.ofSeconds(1).toNanos();
  private static final long LAST_RETRY = Duration.ofMinutes(5).toNanos();
  private static final long COMPLETE_RETRY = Duration.ofMinutes(30).toNanos();

  private final Map<InetSocketAddress, Known> known = new LinkedHashMap<>();
  private final Map<InetSocketAddress, Boolean> banned = new Recent<>(MAX_KNOWN);
  private final RandomGenerator random;

  KnownPeers(RandomGenerator random) {
    this.random = random;
  }

  private static final class Known {
    private int failures;
    private long nextAttemptAt;
    private boolean busy;
    private boolean never;
  }

  /** Notes an address; true if it is new. */
  boolean add(InetSocketAddress address, long now) {
    if (address.isUnresolved()
        || address.getPort() == 0
        || known.containsKey(address)
        || isBanned(address)) {
      return false;
    }
    if (known.size() >= MAX_KNOWN && !dropWorst()) {
      return false;
    }
    Known fresh = new Known();
    fresh.nextAttemptAt = now;
    known.put(address, fresh);
    return true;
  }

  private boolean dropWorst() {
    InetSocketAddress worst = null;
    int failures = 0;
    for (Map.Entry<InetSocketAddress, Known> entry : known.entrySet()) {
      Known candidate = entry.getValue();
      if (!candidate.busy && candidate.failures > failures) {
        worst = entry.getKey();
        failures = candidate.failures;
      }
    }
    return worst != null && known.remove(worst) != null;
  }

  /** Addresses to connect to now, at most so many; they count as busy. */
  List<InetSocketAddress> due(int count, long now) {
    List<InetSocketAddress> due = new ArrayList<>();
    for (Map.Entry<InetSocketAddress, Known> entry : known.entrySet()) {
      Known candidate = entry.getValue();
      boolean free = !candidate.busy && !candidate.never;
      if (due.size() < count && free && candidate.nextAttemptAt <= now) {
        candidate.busy = true;
        due.add(entry.getKey());
      }
    }
    return due;
  }

  /** The peer at this address came to us, or answered our call. */
  void connected(InetSocketAddress address) {
    find(address)
        .ifPresent(peer -> {
          peer.busy = true;
          peer.failures = 0;
        });
  }

  /** The connection or the attempt ended. */
  void ended(InetSocketAddress address, boolean worked, boolean forGood, long now) {
    find(address)
        .ifPresent(peer -> {
          peer.busy = false;
          peer.never |= forGood;
          peer.failures = worked ? 0 : peer.failures + 1;
          long wait = Math.min(LAST_RETRY, FIRST_RETRY << Math.min(peer.failures, 10));
          peer.nextAttemptAt = now + wait / 2 + random.nextLong(wait);
        });
  }

  /** It has everything, as we do: not to be called for long. */
  void complete(InetSocketAddress address, long now) {
    find(address).ifPresent(peer -> peer.nextAttemptAt = now + COMPLETE_RETRY);
  }

  /** It lied: not called any more. */
  void ban(InetSocketAddress address) {
    find(address).ifPresent(peer -> peer.never = true);
    banned.put(address, true);
  }

  Set<InetSocketAddress> banned() {
    return Set.copyOf(banned.keySet());
  }

  boolean isBanned(InetSocketAddress address) {
    return banned.containsKey(address);
  }

  private Optional<Known> find(InetSocketAddress address) {
    return Optional.ofNullable(known.get(address));
  }

  int size() {
    return known.size();
  }
}
