package tv.coax.bittorrent.choke;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is served. While we download, those who give us most (BEP 3: tit for tat), and one
 * more by chance, so that newcomers can show what they give. When we are complete, everybody in
 * turn: who has been served for a while makes room for who waited longest.
 */
public final class Choker {
  /** How often {@link #round} should be called. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final long OPTIMISTIC_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long TURN_NANOS = Duration.ofSeconds(20).toNanos();

  private final int slots;
  private final RandomGenerator random;
  private @Nullable ChokePeer optimistic;
  private long optimisticSince;

  public Choker(int slots, RandomGenerator random) {
    this.slots = slots;
    this.random = random;
  }

  /** The peers that are to be served from now on, at most as many as there are slots. */
  public Set<ChokePeer> round(Collection<? extends ChokePeer> peers, boolean seeding, long now) {
    List<ChokePeer> interested = new ArrayList<>();
    for (ChokePeer peer : peers) {
      if (peer.interested()) {
        interested.add(peer);
      }
    }
    if (interested.size() <= slots) {
      return new LinkedHashSet<>(interested);
    }
    return seeding ? inTurn(interested, now) : byReciprocation(interested, now);
  }

  private Set<ChokePeer> inTurn(List<ChokePeer> interested, long now) {
    interested.sort(
        Comparator.comparingInt((ChokePeer peer) -> turn(peer, now))
            .thenComparingLong(ChokePeer::chokingChangedAt));
    return new LinkedHashSet<>(interested.subList(0, slots));
  }

  private static int turn(ChokePeer peer, long now) {
    if (!peer.unchoked()) {
      return 1;
    }
    return now - peer.chokingChangedAt() < TURN_NANOS ? 0 : 2;
  }

  private Set<ChokePeer> byReciprocation(List<ChokePeer> interested, long now) {
    interested.sort(
        Comparator.comparingDouble(ChokePeer::rateFrom)
            .thenComparingDouble(ChokePeer::rateTo)
            .reversed());
    Set<ChokePeer> served = new LinkedHashSet<>(interested.subList(0, slots - 1));
    List<ChokePeer> others = new ArrayList<>(interested.subList(slots - 1, interested.size()));
    if (optimistic == null
        || !others.contains(optimistic)
        || now - optimisticSince >= OPTIMISTIC_NANOS) {
      if (others.size() > 1) {
        others.remove(optimistic);
      }
      optimistic = others.get(random.nextInt(others.size()));
      optimisticSince = now;
    }
    served.add(optimistic);
    return served;
  }
}
