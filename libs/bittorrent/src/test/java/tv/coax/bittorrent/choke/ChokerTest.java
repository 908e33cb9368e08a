package tv.coax.bittorrent.choke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChokerTest {
  private static final class Fake implements ChokePeer {
    private final double gives;
    private boolean interested = true;
    private boolean unchoked;
    private long changedAt;

    Fake(double gives) {
      this.gives = gives;
    }

    @Override
    public boolean interested() {
      return interested;
    }

    @Override
    public boolean unchoked() {
      return unchoked;
    }

    @Override
    public long chokingChangedAt() {
      return changedAt;
    }

    @Override
    public int pieceCount() {
      return 0;
    }

    @Override
    public double rateFrom() {
      return gives;
    }

    @Override
    public double rateTo() {
      return 0;
    }
  }

  private static final int SLOTS = 3;

  private final Choker choker = new Choker(new SplittableRandom(5));

  private Set<ChokePeer> round(List<Fake> peers, Choker.Rule rule, long seconds) {
    long now = Duration.ofSeconds(seconds).toNanos();
    Set<ChokePeer> served = choker.round(peers, SLOTS, rule, now);
    for (Fake peer : peers) {
      if (peer.unchoked != served.contains(peer)) {
        peer.unchoked = !peer.unchoked;
        peer.changedAt = now;
      }
    }
    return served;
  }

  @Test
  void whoeverIsInterestedIsServedWhileThereAreSlots() {
    Fake bored = new Fake(100);
    bored.interested = false;
    Fake keen = new Fake(0);

    assertThat(round(List.of(bored, keen), Choker.Rule.TIT_FOR_TAT, 0)).containsExactly(keen);
  }

  @Test
  void whileDownloadingThoseWhoGiveMostAreServedAndOneMore() {
    List<Fake> peers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      peers.add(new Fake(i));
    }

    Set<ChokePeer> served = round(peers, Choker.Rule.TIT_FOR_TAT, 0);

    assertThat(served).hasSize(3).contains(peers.get(9), peers.get(8));
  }

  @Test
  void theOneMoreChangesSoThatEverybodyGetsAChance() {
    List<Fake> peers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      peers.add(new Fake(i));
    }
    Map<ChokePeer, Integer> rounds = new HashMap<>();

    for (int i = 0; i < 200; i++) {
      round(peers, Choker.Rule.TIT_FOR_TAT, i * 30L)
          .forEach(peer -> rounds.merge(peer, 1, Integer::sum));
    }

    assertThat(rounds.keySet()).containsAll(peers);
  }

  @Test
  void aSeedServesEverybodyInTurn() {
    List<Fake> peers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      peers.add(new Fake(0));
    }
    Map<ChokePeer, Integer> rounds = new HashMap<>();

    for (int i = 0; i < 90; i++) {
      round(peers, Choker.Rule.IN_TURN, i * 5L)
          .forEach(peer -> rounds.merge(peer, 1, Integer::sum));
    }

    assertThat(rounds).hasSize(9);
    assertThat(rounds.values()).allSatisfy(count -> assertThat(count).isBetween(20, 40));
  }
}
