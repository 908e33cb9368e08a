package tv.coax.bittorrent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;

class RequestsTest {
  private final Requests requests = new Requests();

  private static Block block(int piece) {
    return new Block(new PieceIndex(piece), 0, Block.SIZE);
  }

  @Test
  void whoRefusesAlthoughItServesIsAskedAgainLaterAndLater() {
    long now = 0;
    long waited = 0;
    for (int time = 0; time < 10; time++) {
      requests.add(block(time), now);
      assertThat(requests.refused(block(time), true, now)).isTrue();
      long before = waited;
      waited = 0;
      while (requests.wanted(now) == 0) {
        now += TimeUnit.MILLISECONDS.toNanos(100);
        waited += TimeUnit.MILLISECONDS.toNanos(100);
      }
      assertThat(waited).isGreaterThanOrEqualTo(before);
    }
    assertThat(waited).isEqualTo(TimeUnit.SECONDS.toNanos(60));
  }

  @Test
  void whatIsRefusedWithAChokeIsNotHeldAgainstThePeer() {
    requests.add(block(1), 0);

    assertThat(requests.refused(block(1), false, 0)).isTrue();
    assertThat(requests.wanted(0)).isPositive();
  }

  @Test
  void onlyTheFirstFewAreSoonToCome() {
    for (int piece = 0; piece < 10; piece++) {
      requests.add(block(piece), 0);
    }

    assertThat(requests.soon(block(0))).isTrue();
    assertThat(requests.soon(block(9))).isFalse();
  }
}
