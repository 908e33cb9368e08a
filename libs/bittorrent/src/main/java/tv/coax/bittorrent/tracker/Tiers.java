package tv.coax.bittorrent.tracker;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which trackers are asked (BEP 12): tier by tier, each shuffled once; a tracker that
 * answers moves to the front of its tier.
 */
final class Tiers {
  private final List<List<Tracker>> tiers = new ArrayList<>();

  Tiers(List<List<URI>> addresses, RandomGenerator random) {
    for (List<URI> tier : addresses) {
      List<Tracker> trackers = new ArrayList<>(tier.stream().map(Tracker::new).toList());
      for (int i = trackers.size() - 1; i > 0; i--) {
        Collections.swap(trackers, i, random.nextInt(i + 1));
      }
      tiers.add(trackers);
    }
  }

  /** All trackers in the order in which they are to be asked now. */
  List<Tracker> inOrder() {
    return tiers.stream().flatMap(List::stream).toList();
  }

  void answered(Tracker tracker) {
    for (List<Tracker> tier : tiers) {
      if (tier.remove(tracker)) {
        tier.addFirst(tracker);
      }
    }
  }

  /** One tracker and what was learned of it. */
  static final class Tracker {
    final URI address;
    Optional<String> trackerId = Optional.empty();
    Optional<AnnounceAnswer> lastAnswer = Optional.empty();
    @Nullable String failure;

    /** The tracker counts this peer as one of the swarm. */
    boolean joined;

    Tracker(URI address) {
      this.address = address;
    }

    TrackerStatus status() {
      return new TrackerStatus(address, lastAnswer, failure);
    }
  }
}
