package tv.coax.bittorrent.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.bittorrent.metainfo.InfoHash;

class TrackerAnswersTest {
  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  @Test
  void compactPeersOfBothFamiliesAreRead() throws Exception {
    String v6 = " \u0001\r\u00b8" + "\0".repeat(11) + "\u0002\u001a\u00e1";
    AnnounceAnswer answer =
        HttpAnswers.announce(
            bytes(
                "d8:intervali90e5:peers12:\u007f\0\0\1\u001a\u00e1\u007f\0\0\2\0\0"
                    + "6:peers618:"
                    + v6
                    + "e"));

    assertThat(answer.interval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(answer.peers())
        .containsExactly(
            new InetSocketAddress("127.0.0.1", 6881), new InetSocketAddress("2001:db8::2", 6881));
  }

  @Test
  void peersAsDictionariesAreReadAndNamesAreNotLookedUp() throws Exception {
    AnnounceAnswer answer =
        HttpAnswers.announce(
            bytes(
                "d5:peersld2:ip9:127.0.0.14:porti9eed2:ip9:some.host4:porti9eed2:ip3:::14:porti70000eeee"));

    assertThat(answer.peers()).containsExactly(new InetSocketAddress("127.0.0.1", 9));
  }

  @Test
  void intervalsAreKeptSane() throws Exception {
    assertThat(HttpAnswers.announce(bytes("d8:intervali-5ee")).interval()).isZero();
    assertThat(HttpAnswers.announce(bytes("d8:intervali9223372036854775807ee")).interval())
        .isEqualTo(Duration.ofDays(1));
    assertThat(HttpAnswers.announce(bytes("de")).interval()).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aRefusalIsCleanedAndShortened() {
    assertThatThrownBy(() -> HttpAnswers.announce(bytes("d14:failure reason9:go away\n!e")))
        .isInstanceOf(TrackerException.class);
    String refusal = "x".repeat(1_000);
    assertThatThrownBy(() -> HttpAnswers.announce(bytes("d14:failure reason1000:" + refusal + "e")))
        .isInstanceOf(TrackerException.class)
        .satisfies(failure -> assertThat(failure.getMessage().length()).isLessThan(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "le", "<html>", "d5:peers", "i1e"})
  void whatIsNoAnswerIsRefused(String body) {
    assertThatThrownBy(() -> HttpAnswers.announce(bytes(body)))
        .isInstanceOf(TrackerException.class);
  }

  @Test
  void scrapeCountsTheOneTorrent() throws Exception {
    byte[] body =
        bytes(
            "d5:filesd20:aaaaaaaaaaaaaaaaaaaad8:completei5e10:downloadedi50e10:incompletei10eeee");

    assertThat(HttpAnswers.scrape(body, new InfoHash(bytes("a".repeat(20)))))
        .isEqualTo(new ScrapeAnswer(5, 10, 50));
    assertThatThrownBy(() -> HttpAnswers.scrape(body, new InfoHash(new byte[20])))
        .isInstanceOf(TrackerException.class);
  }

  @Test
  void manyPeersAreCut() throws Exception {
    byte[] row = new byte[6 * 100_000];
    new Random(4).nextBytes(row);
    ByteBuffer body = ByteBuffer.allocate(row.length + 30);
    body.put(bytes("d5:peers" + row.length + ":")).put(row).put((byte) 'e');

    assertThat(HttpAnswers.announce(body.array()).peers()).hasSize(AnnounceAnswer.MAX_PEERS);
  }

  @Test
  void udpPacketsCarryTheUrl() {
    AnnounceRequest request =
        new AnnounceRequest(
            new InfoHash(new byte[20]),
            new byte[20],
            6881,
            1,
            2,
            3,
            AnnounceEvent.STARTED,
            50,
            7,
            Optional.empty(),
            Optional.empty());
    byte[] packet =
        UdpPackets.announce(9, 8, URI.create("udp://host:1/" + "p".repeat(300) + "?q"), request);
    ByteBuffer read = ByteBuffer.wrap(packet);

    assertThat(packet).hasSize(98 + 303 + 4);
    assertThat(read.getLong(56)).isEqualTo(2);
    assertThat(read.getInt(80)).isEqualTo(2);
    assertThat(read.get(98)).isEqualTo((byte) 2);
    assertThat(read.get(99)).isEqualTo((byte) 255);
    assertThat(read.get(98 + 257)).isEqualTo((byte) 2);
    assertThat(UdpPackets.announce(9, 8, URI.create("udp://host:1"), request)).hasSize(98);
  }

  @Test
  void randomPacketsEndInTheDeclaredExceptionOnly() {
    Random random = new Random(15);
    for (int i = 0; i < 20_000; i++) {
      byte[] packet = new byte[random.nextInt(64)];
      random.nextBytes(packet);
      if (packet.length > 3) {
        packet[0] = packet[1] = packet[2] = 0;
        packet[3] = (byte) random.nextInt(5);
      }
      try {
        UdpPackets.readConnect(packet);
        UdpPackets.readAnnounce(packet, random.nextBoolean());
        UdpPackets.readScrape(packet);
      } catch (TrackerException declared) {
        assertThat(declared.getMessage()).isNotBlank();
      }
    }
  }
}
