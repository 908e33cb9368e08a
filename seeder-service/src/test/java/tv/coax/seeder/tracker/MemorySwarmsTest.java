package tv.coax.seeder.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemorySwarmsTest {
  private static final SwarmId SWARM = new SwarmId("ab".repeat(20));
  private static final SwarmId OTHER = new SwarmId("cd".repeat(20));
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final MemorySwarms swarms = new MemorySwarms(2, new Random(1));

  @Test
  void aMemberIsCountedOnceHoweverOftenItAnnounces() {
    swarms.join(SWARM, leecher(1), false);
    swarms.join(SWARM, leecher(1), false);

    assertThat(swarms.counts(SWARM)).isEqualTo(new Swarms.Counts(0, 1, 0));
    assertThat(swarms.counts(OTHER)).isEqualTo(Swarms.Counts.NONE);
  }

  @Test
  void aLeecherThatFinishesBecomesASeederAndIsCountedOnce() {
    swarms.join(SWARM, leecher(1), false);
    swarms.join(SWARM, seeder(1), true);
    swarms.join(SWARM, seeder(1), true);

    assertThat(swarms.counts(SWARM)).isEqualTo(new Swarms.Counts(1, 0, 1));
  }

  @Test
  void nobodyIsToldOfItself() {
    swarms.join(SWARM, leecher(1), false);

    assertThat(swarms.sample(SWARM, key(1), true, 10)).isEmpty();
  }

  @Test
  void aSeederIsToldOfLeechersOnly() {
    swarms.join(SWARM, leecher(1), false);
    swarms.join(SWARM, seeder(2), false);

    assertThat(swarms.sample(SWARM, key(3), false, 10))
        .extracting(Member::key)
        .containsExactly(key(1));
    assertThat(swarms.sample(SWARM, key(3), true, 10)).hasSize(2);
  }

  @Test
  void everyMemberIsChosenSoonerOrLaterAndNoneTwice() {
    for (int i = 0; i < 50; i++) {
      swarms.join(SWARM, leecher(i), false);
    }
    Set<Member.Key> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      List<Member> chosen = swarms.sample(SWARM, key(99), true, 10);
      assertThat(chosen).hasSize(10).doesNotHaveDuplicates();
      chosen.forEach(member -> seen.add(member.key()));
    }
    assertThat(seen).hasSize(50);
  }

  @Test
  void aMemberThatAnnouncesOverBothFamiliesKeepsBothAddresses() {
    swarms.join(SWARM, member(1, "192.0.2.1", 5), false);
    swarms.join(SWARM, member(1, "2001:db8::1", 5), false);

    assertThat(swarms.sample(SWARM, key(2), true, 1).getFirst().endpoints())
        .extracting(Endpoint::toString)
        .containsExactly("192.0.2.1:6881", "[2001:db8:0:0:0:0:0:1]:6881");
  }

  @Test
  void oneDeviceCannotFillASwarm() {
    assertThat(swarms.join(SWARM, ofDevice("d", 1), false)).isTrue();
    assertThat(swarms.join(SWARM, ofDevice("d", 2), false)).isTrue();
    assertThat(swarms.join(SWARM, ofDevice("d", 3), false)).isFalse();
    assertThat(swarms.join(SWARM, ofDevice("e", 3), false)).isTrue();
    assertThat(swarms.join(SWARM, ofDevice("d", 1), false)).isTrue();
  }

  @Test
  void silentMembersAreForgotten() {
    swarms.join(SWARM, leecher(1), false);
    swarms.join(SWARM, Member.at(key(2), endpoint("192.0.2.2"), 0, NOW.plusSeconds(60)), false);

    assertThat(swarms.expire(NOW.plusSeconds(1))).isEqualTo(1);
    assertThat(swarms.counts(SWARM)).isEqualTo(new Swarms.Counts(1, 0, 0));
    assertThat(swarms.size()).isEqualTo(1);
  }

  @Test
  void countsAndMembersAgreeAfterRandomComingAndGoing() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    MemorySwarms tested = new MemorySwarms(1, random);
    Map<Member.Key, Member> model = new HashMap<>();
    for (int step = 0; step < 5_000; step++) {
      int who = random.nextInt(40);
      switch (random.nextInt(4)) {
        case 0 -> {
          tested.leave(SWARM, key(who));
          model.remove(key(who));
        }
        case 1 -> {
          tested.join(SWARM, seeder(who), false);
          model.put(key(who), seeder(who));
        }
        case 2 -> {
          tested.join(SWARM, leecher(who), false);
          model.put(key(who), leecher(who));
        }
        default -> tested.sample(SWARM, key(who), true, 5);
      }
      long seeders = model.values().stream().filter(Member::isSeeder).count();
      assertThat(tested.counts(SWARM))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(new Swarms.Counts((int) seeders, (int) (model.size() - seeders), 0));
      assertThat(tested.members(SWARM, 100))
          .as("seed %d, step %d", seed, step)
          .containsExactlyInAnyOrderElementsOf(model.values());
    }
  }

  private static Member leecher(int i) {
    return member(i, "192.0.2." + i, 1000);
  }

  private static Member seeder(int i) {
    return member(i, "192.0.2." + i, 0);
  }

  private static Member member(int i, String host, long left) {
    return Member.at(key(i), endpoint(host), left, NOW);
  }

  private static Member ofDevice(String device, int i) {
    return Member.at(new Member.Key(device, key(i).peerId()), endpoint("192.0.2.9"), 1, NOW);
  }

  private static Member.Key key(int i) {
    return new Member.Key("device-" + i, new PeerId(String.format("%040x", i)));
  }

  private static Endpoint endpoint(String host) {
    return new Endpoint(InetAddress.ofLiteral(host), 6881);
  }
}
