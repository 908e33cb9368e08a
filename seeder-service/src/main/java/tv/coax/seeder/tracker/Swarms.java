package tv.coax.seeder.tracker;

import java.time.Instant;
import java.util.List;

/**
 * The state of all swarms: who is in them. Implementations are safe for concurrent use and may
 * block, so they are called on virtual threads. Nothing here is durable: members announce again
 * within an interval.
 */
public interface Swarms {
  /**
   * How many members a swarm has.
   *
   * @param seeders members with nothing left to download
   * @param leechers members still downloading
   * @param downloads how often a member finished since the swarm is known
   */
  record Counts(int seeders, int leechers, long downloads) {
    static final Counts NONE = new Counts(0, 0, 0);
  }

  /**
   * Adds a member, or refreshes it when it is known, keeping its address of the other family.
   *
   * @param completed the member says that it has just finished; counted once for each member
   * @return false, and nothing changed, when the member's device already has as many members in
   *     this swarm as it may
   */
  boolean join(SwarmId swarm, Member member, boolean completed);

  /** Removes a member; one that is not known is no error. */
  void leave(SwarmId swarm, Member.Key member);

  /**
   * Up to {@code most} members chosen at random, each at most once, without {@code asker}.
   *
   * @param seedersToo whether seeders are wanted; a seeder has no use for another
   */
  List<Member> sample(SwarmId swarm, Member.Key asker, boolean seedersToo, int most);

  /** The counts of a swarm; {@link Counts#NONE} for one nobody has joined. */
  Counts counts(SwarmId swarm);

  /** Up to {@code most} members in no order. */
  List<Member> members(SwarmId swarm, int most);

  /** The members of all swarms. */
  long size();

  /** Forgets every member whose last announce was before {@code silentSince}; returns how many. */
  int expire(Instant silentSince);
}
