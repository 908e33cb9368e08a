package tv.coax.bittorrent.choke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotsTest {
  @Test
  void aFastLineIsOpenedToMoreAndMoreSlowPeers() {
    Slots slots = new Slots(4);

    for (int round = 0; round < 40; round++) {
      slots.round(Math.min(slots.count() * 6e6, 125e6), true);
    }

    assertThat(slots.count()).isBetween(15, 30);
  }

  @Test
  void aFullLineIsNotDividedAmongMore() {
    Slots slots = new Slots(4);
    int most = 0;

    for (int round = 0; round < 100; round++) {
      slots.round(1e6, true);
      most = Math.max(most, slots.count());
    }

    assertThat(most).isEqualTo(5);
    slots.round(1e6, false);
    assertThat(slots.count()).isEqualTo(4);
  }
}
