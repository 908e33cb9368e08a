package tv.coax.seeder.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackerAnswersTest {
  private static final TrackerAnswers.Peer V4 = peer("10.1.2.3", 0x1a2b);
  private static final TrackerAnswers.Peer V6 = peer("2001:db8::7", 0x0102);

  @Test
  void compactPeersAreSixAndEighteenBytes() {
    assertThat(answer(true, false, V4, V6))
        .contains("5:peers6:" + latin1(10, 1, 2, 3, 0x1a, 0x2b))
        .contains(
            "6:peers618:"
                + latin1(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 1, 2));
  }

  @Test
  void aCompactAnswerWithoutPeersSaysSo() {
    assertThat(answer(true, false)).contains("5:peers0:").doesNotContain("peers6");
  }

  @Test
  void longAnswersListDictionaries() {
    assertThat(answer(false, false, V4))
        .contains("5:peersld2:ip8:10.1.2.37:peer id20:")
        .contains("4:porti6699eee");
    assertThat(answer(false, true, V4)).doesNotContain("peer id");
  }

  @Test
  void anAnswerTellsTheClientItsOwnAddressAndTheIntervals() {
    assertThat(answer(true, false))
        .contains("11:external ip4:" + latin1(127, 0, 0, 1))
        .contains("8:intervali120e")
        .contains("12:min intervali15e")
        .contains("8:completei3e")
        .contains("10:incompletei4e");
  }

  @Test
  void aRefusalIsNothingButAReason() {
    assertThat(TrackerAnswers.failure("No."))
        .isEqualTo("d14:failure reason3:No.e".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aScrapeNamesSwarmsByTheirBytes() {
    byte[] scraped =
        TrackerAnswers.scraped(Map.of(new SwarmId("41".repeat(20)), new Swarms.Counts(1, 2, 3)));

    assertThat(new String(scraped, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "d5:filesd20:" + "A".repeat(20) + "d8:completei1e10:downloadedi3e10:incompletei2eeee");
  }

  private static String answer(boolean compact, boolean withoutIds, TrackerAnswers.Peer... peers) {
    AnnounceRequest request =
        new AnnounceRequest(
            new SwarmId("41".repeat(20)),
            new PeerId("42".repeat(20)),
            1,
            1,
            AnnounceRequest.Event.NONE,
            compact,
            withoutIds,
            50);
    return new String(
        TrackerAnswers.announced(
            new Settings(),
            request,
            new Swarms.Counts(3, 4, 5),
            InetAddress.ofLiteral("127.0.0.1"),
            List.of(peers)),
        StandardCharsets.ISO_8859_1);
  }

  private static TrackerAnswers.Peer peer(String host, int port) {
    return new TrackerAnswers.Peer(
        new Endpoint(InetAddress.ofLiteral(host), port), Optional.of(new PeerId("43".repeat(20))));
  }

  private static String latin1(int... bytes) {
    StringBuilder text = new StringBuilder();
    for (int b : bytes) {
      text.append((char) b);
    }
    return text.toString();
  }

  private static final class Settings implements TrackerConfig {
    @Override
    public URI url() {
      return URI.create("http://127.0.0.1:8483");
    }

    @Override
    public Duration interval() {
      return Duration.ofMinutes(2);
    }

    @Override
    public Duration minInterval() {
      return Duration.ofSeconds(15);
    }

    @Override
    public Duration forgetAfter() {
      return Duration.ofMinutes(5);
    }

    @Override
    public int peersByDefault() {
      return 50;
    }

    @Override
    public int peersAtMost() {
      return 200;
    }

    @Override
    public int peersPerDevice() {
      return 4;
    }
  }
}
