package tv.coax.seeder.tracker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One swarm in memory. A member is in the list exactly once, at the place the index says, so a
 * random choice of k members costs k steps whatever the size of the swarm.
 */
final class MemorySwarm {
  private final List<Member> members = new ArrayList<>();
  private final Map<Member.Key, Integer> placeOf = new HashMap<>();
  private final RandomGenerator random;
  private int seeders;
  private long downloads;

  MemorySwarm(RandomGenerator random) {
    this.random = random;
  }

  synchronized boolean join(Member member, boolean completed, int mostOfOneDevice) {
    Integer place = placeOf.get(member.key());
    if (place == null) {
      if (membersOf(member.key().deviceThumbprint()) >= mostOfOneDevice) {
        return false;
      }
      placeOf.put(member.key(), members.size());
      members.add(member);
      downloads += completed ? 1 : 0;
    } else {
      Member earlier = members.get(place);
      seeders -= earlier.isSeeder() ? 1 : 0;
      downloads += completed && !earlier.isSeeder() ? 1 : 0;
      members.set(place, member.mergedWith(earlier));
    }
    seeders += member.isSeeder() ? 1 : 0;
    return true;
  }

  synchronized void leave(Member.Key key) {
    Integer place = placeOf.get(key);
    if (place == null) {
      return;
    }
    seeders -= members.get(place).isSeeder() ? 1 : 0;
    swap(place, members.size() - 1);
    members.removeLast();
    placeOf.remove(key);
  }

  synchronized List<Member> sample(Member.Key asker, boolean seedersToo, int most) {
    List<Member> chosen = new ArrayList<>(Math.min(most, members.size()));
    for (int i = 0; i < members.size() && chosen.size() < most; i++) {
      swap(i, random.nextInt(i, members.size()));
      Member candidate = members.get(i);
      if (!candidate.key().equals(asker) && (seedersToo || !candidate.isSeeder())) {
        chosen.add(candidate);
      }
    }
    return chosen;
  }

  synchronized int expire(Instant silentSince) {
    List<Member.Key> gone =
        members.stream().filter(m -> m.seen().isBefore(silentSince)).map(Member::key).toList();
    gone.forEach(this::leave);
    return gone.size();
  }

  synchronized Swarms.Counts counts() {
    return new Swarms.Counts(seeders, members.size() - seeders, downloads);
  }

  synchronized List<Member> members(int most) {
    return List.copyOf(members.subList(0, Math.min(most, members.size())));
  }

  synchronized int size() {
    return members.size();
  }

  private long membersOf(String deviceThumbprint) {
    return members.stream()
        .filter(m -> m.key().deviceThumbprint().equals(deviceThumbprint))
        .count();
  }

  private void swap(int one, int other) {
    Member first = members.get(one);
    Member second = members.get(other);
    members.set(one, second);
    members.set(other, first);
    placeOf.put(second.key(), one);
    placeOf.put(first.key(), other);
  }
}
