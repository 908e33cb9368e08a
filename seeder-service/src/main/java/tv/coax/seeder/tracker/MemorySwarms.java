package tv.coax.seeder.tracker;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Swarms in this process's memory: exact for one seeder process; several need a store they share.
 * The caller admits only swarms that exist, so their number is bounded by that of the assets.
 */
final class MemorySwarms implements Swarms {
  private final Map<SwarmId, MemorySwarm> swarms = new ConcurrentHashMap<>();
  private final RandomGenerator random;
  private final int mostOfOneDevice;

  MemorySwarms(int mostOfOneDevice) {
    this(mostOfOneDevice, new SecureRandom());
  }

  MemorySwarms(int mostOfOneDevice, RandomGenerator random) {
    this.mostOfOneDevice = mostOfOneDevice;
    this.random = random;
  }

  @Override
  public boolean join(SwarmId swarm, Member member, boolean completed) {
    return swarms
        .computeIfAbsent(swarm, id -> new MemorySwarm(random))
        .join(member, completed, mostOfOneDevice);
  }

  @Override
  public void leave(SwarmId swarm, Member.Key member) {
    MemorySwarm known = swarms.get(swarm);
    if (known != null) {
      known.leave(member);
    }
  }

  @Override
  public List<Member> sample(SwarmId swarm, Member.Key asker, boolean seedersToo, int most) {
    @Nullable MemorySwarm known = swarms.get(swarm);
    return known == null ? List.of() : known.sample(asker, seedersToo, most);
  }

  @Override
  public Counts counts(SwarmId swarm) {
    MemorySwarm known = swarms.get(swarm);
    return known == null ? Counts.NONE : known.counts();
  }

  @Override
  public List<Member> members(SwarmId swarm, int most) {
    MemorySwarm known = swarms.get(swarm);
    return known == null ? List.of() : known.members(most);
  }

  @Override
  public long size() {
    return swarms.values().stream().mapToLong(MemorySwarm::size).sum();
  }

  @Override
  public int expire(Instant silentSince) {
    return swarms.values().stream().mapToInt(swarm -> swarm.expire(silentSince)).sum();
  }
}
