package tv.coax.bittorrent.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;
import tv.coax.bittorrent.wire.WireException;

class MetadataFuzzTest {
  @FuzzTest
  void message(byte[] input) {
    readMessage(input);
  }

  @FuzzTest
  void magnet(byte[] input) {
    readMagnet(new String(input, UTF_8));
  }

  @Test
  void damagedMessagesAndLinksAreRefusedOrHarmless() {
    long seed = 9;
    Mutations messages = Mutations.of(MetadataFuzzTest.class, "message", seed);
    Mutations magnets = Mutations.of(MetadataFuzzTest.class, "magnet", seed);
    for (int i = 0; i < 60_000; i++) {
      readMessage(messages.next());
      readMagnet(new String(magnets.next(), UTF_8));
    }
  }

  private static void readMessage(byte[] input) {
    try {
      Optional<MetadataMessage> message = MetadataMessage.parse(input);
      if (message.isPresent()) {
        byte[] written = message.get().encode();
        MetadataMessage again = MetadataMessage.parse(written).orElseThrow();
        assertThat(again.encode()).isEqualTo(written);
        assertThat(again.piece()).isEqualTo(message.get().piece()).isNotNegative();
        new MetadataAnswers(new byte[40_000])
            .answer(new MetadataMessage.Request(message.get().piece()));
      }
    } catch (WireException declared) {
      assertThat(declared.getMessage()).isNotBlank();
    }
  }

  private static void readMagnet(String link) {
    try {
      Magnet magnet = Magnet.parse(link);
      assertThat(magnet.peers()).allMatch(peer -> peer.getPort() > 0);
      try {
        assertThat(Magnet.parse(magnet.toString())).isEqualTo(magnet);
      } catch (MagnetException ours) {
        throw new AssertionError("What we write we must read: " + magnet, ours);
      }
    } catch (MagnetException declared) {
      assertThat(declared.getMessage()).endsWith(".");
    }
  }
}
