package tv.coax.bittorrent.choke;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides who is served. While we download, those who give us most (BEP 3: tit for tat), and one
 * more by chance, rather one that has little, so that newcomers can show what they give. When we
 * are complete, everybody in turn: who has been served for a while makes room for who waited
 * longest; unless whoever takes something is to keep its place.
 */
public final class Choker {
  /** How often {@link #round} should be called. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  /** How it is decided. */
  public enum Rule {
    /** Who gives us most. */
    TIT_FOR_TAT,
    /** Everybody in turn. */
    IN_TURN,
    /** Who is served and takes something stays; the others in turn. */
    STAY
  }

  private static final long OPTIMISTIC_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long TURN_NANOS = Duration.ofSeconds(20).toNanos();

  private final RandomGenerator random;
  private @Nullable ChokePeer optimistic;
  private long optimisticSince;

  public Choker(RandomGenerator random) {
    this.random = random;
  }

  /** The peers that are to be served from now on, at most as many as there are slots. */
  public Set<ChokePeer> round(
      Collection<? extends ChokePeer> peers, int slots, Rule rule, long now) {
    List<ChokePeer> interested = new ArrayList<>();
    for (ChokePeer peer : peers) {
      if (peer.interested()) {
        interested.add(peer);
      }
    }
    if (interested.size() <= slots) {
      return new LinkedHashSet<>(interested);
    }
    return switch (rule) {
      case TIT_FOR_TAT -> byReciprocation(interested, slots, now);
      case IN_TURN -> inTurn(interested, slots, peer -> false, now);
      case STAY -> inTurn(interested, slots, peer -> peer.rateTo() > 0, now);
    };
  }

  private Set<ChokePeer> inTurn(
      List<ChokePeer> interested, int slots, Predicate<ChokePeer> stays, long now) {
    interested.sort(
        Comparator.comparingInt((ChokePeer peer) -> turn(peer, stays.test(peer), now))
            .thenComparingLong(ChokePeer::chokingChangedAt));
    return new LinkedHashSet<>(interested.subList(0, slots));
  }

  private static int turn(ChokePeer peer, boolean stays, long now) {
    if (!peer.unchoked()) {
      return 1;
    }
    return stays || now - peer.chokingChangedAt() < TURN_NANOS ? 0 : 2;
  }

  private Set<ChokePeer> byReciprocation(List<ChokePeer> interested, int slots, long now) {
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
      optimistic = needier(others);
      optimisticSince = now;
    }
    served.add(optimistic);
    return served;
  }

  /**
   * Who should be served besides, because those who are served do not take what could be given: of
   * two by chance the one that has less, so that nobody stays behind. Null if nobody waits.
   */
  public @Nullable ChokePeer another(Collection<? extends ChokePeer> peers) {
    List<ChokePeer> waiting = new ArrayList<>();
    for (ChokePeer peer : peers) {
      if (peer.interested() && !peer.unchoked()) {
        waiting.add(peer);
      }
    }
    return waiting.isEmpty() ? null : needier(waiting);
  }

  private ChokePeer needier(List<ChokePeer> candidates) {
    ChokePeer one = candidates.get(random.nextInt(candidates.size()));
    ChokePeer other = candidates.get(random.nextInt(candidates.size()));
    return other.pieceCount() < one.pieceCount() ? other : one;
  }
}
