package tv.coax.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;
import tv.coax.bittorrent.metainfo.InfoHash;

class TrackerFuzzTest {
  private static final InfoHash HASH = new InfoHash(new byte[20]);

  @FuzzTest
  void http(byte[] input) {
    readHttp(input);
  }

  @FuzzTest
  void udp(byte[] input) {
    readUdp(input);
  }

  @Test
  void damagedAnswersAreRefusedOrHarmless() {
    long seed = 15;
    Mutations http = Mutations.of(TrackerFuzzTest.class, "http", seed);
    Mutations udp = Mutations.of(TrackerFuzzTest.class, "udp", seed);
    for (int i = 0; i < 60_000; i++) {
      readHttp(http.next());
      readUdp(udp.next());
    }
  }

  private static void readHttp(byte[] input) {
    try {
      check(HttpAnswers.announce(input));
    } catch (TrackerException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
    try {
      assertThat(HttpAnswers.scrape(input, HASH).seeders()).isNotNegative();
    } catch (TrackerException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
  }

  private static void readUdp(byte[] input) {
    UdpPackets.transaction(input);
    try {
      check(UdpPackets.readAnnounce(input, input.length % 2 == 0));
    } catch (TrackerException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
    try {
      UdpPackets.readConnect(input);
      assertThat(UdpPackets.readScrape(input).completed()).isNotNegative();
    } catch (TrackerException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
  }

  private static void check(AnnounceAnswer answer) {
    assertThat(answer.peers()).hasSizeLessThanOrEqualTo(AnnounceAnswer.MAX_PEERS);
    assertThat(answer.peers()).noneMatch(peer -> peer.getPort() == 0 || peer.isUnresolved());
    assertThat(answer.interval()).isBetween(HttpAnswers.seconds(0), HttpAnswers.seconds(1L << 40));
  }
}
