package tv.coax.bittorrent.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.bittorrent.metadata.MetadataMessage.Data;
import tv.coax.bittorrent.metadata.MetadataMessage.Reject;
import tv.coax.bittorrent.metadata.MetadataMessage.Request;
import tv.coax.bittorrent.wire.WireException;

class MetadataMessageTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void messagesStandAsInTheStandard() throws Exception {
    assertThat(new Request(0).encode()).isEqualTo(ascii("d8:msg_typei0e5:piecei0ee"));
    assertThat(new Reject(3).encode()).isEqualTo(ascii("d8:msg_typei2e5:piecei3ee"));
    byte[] data = ascii("d8:msg_typei1e5:piecei0e10:total_sizei34256eexxxxxxxx");
    assertThat(new Data(0, 34256, ascii("xxxxxxxx")).encode()).isEqualTo(data);
    assertThat(MetadataMessage.parse(data).orElseThrow())
        .isInstanceOfSatisfying(
            Data.class,
            read -> {
              assertThat(read.totalBytes()).isEqualTo(34256);
              assertThat(read.bytes()).isEqualTo(ascii("xxxxxxxx"));
            });
    assertThat(MetadataMessage.parse(ascii("d8:msg_typei7e5:piecei0ee"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "i0e",
        "d8:msg_typei0ee",
        "d8:msg_typei0e5:piecei-1ee",
        "d8:msg_typei1e5:piecei0e10:total_sizei-5eex",
        "d8:msg_typei0e5:piecei4294967296ee"
      })
  void malformedOnesAreRefused(String payload) {
    assertThatThrownBy(() -> MetadataMessage.parse(ascii(payload)))
        .isInstanceOf(WireException.class);
  }

  @Test
  void onePeerGetsEachPieceTwiceAndNoMore() {
    byte[] info = new byte[40_000];
    new Random(5).nextBytes(info);
    MetadataAnswers answers = new MetadataAnswers(info);

    assertThat(answers.answer(new Request(2)))
        .isInstanceOfSatisfying(Data.class, last -> assertThat(last.bytes()).hasSize(7_232));
    assertThat(answers.answer(new Request(3))).isInstanceOf(Reject.class);
    for (int i = 0; i < 5; i++) {
      assertThat(answers.answer(new Request(0))).isInstanceOf(Data.class);
    }
    assertThat(answers.answer(new Request(1))).isInstanceOf(Reject.class);
  }
}
