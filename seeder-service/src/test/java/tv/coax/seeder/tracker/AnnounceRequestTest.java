package tv.coax.seeder.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnounceRequestTest {
  private static final String HASH = "info_hash=%00%01%02%03%04%05%06%07%08%09aaaaaaaaaa";
  private static final String WHO = "&peer_id=-CX0100-abcdefghijkl&port=8511";

  @Test
  void anAnnounceAsClientsSendItIsUnderstood() throws Exception {
    AnnounceRequest request =
        parse(HASH + WHO + "&uploaded=0&downloaded=0&left=77&event=started&compact=1&numwant=30");

    assertThat(request.swarm().hex()).isEqualTo("00010203040506070809" + "61".repeat(10));
    assertThat(request.peerId().bytes()).isEqualTo("-CX0100-abcdefghijkl".getBytes());
    assertThat(request.port()).isEqualTo(8511);
    assertThat(request.leftBytes()).isEqualTo(77);
    assertThat(request.event()).isEqualTo(AnnounceRequest.Event.STARTED);
    assertThat(request.compact()).isTrue();
    assertThat(request.wanted()).isEqualTo(30);
  }

  @Test
  void theNumberOfPeersWantedHasADefaultAndALimit() throws Exception {
    assertThat(parse(HASH + WHO).wanted()).isEqualTo(50);
    assertThat(parse(HASH + WHO + "&numwant=-1").wanted()).isEqualTo(50);
    assertThat(parse(HASH + WHO + "&numwant=0").wanted()).isZero();
    assertThat(parse(HASH + WHO + "&numwant=1000000").wanted()).isEqualTo(200);
  }

  @Test
  void aPeerThatDoesNotSayWhatIsLeftIsNoSeeder() throws Exception {
    assertThat(parse(HASH + WHO).leftBytes()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "info_hash=short&peer_id=-CX0100-abcdefghijkl&port=1",
        HASH + "&port=1",
        HASH + "&peer_id=-CX0100-abcdefghijkl",
        HASH + "&" + HASH + WHO,
        HASH + WHO + "&event=exploded",
        HASH + WHO + "&left=-1",
        HASH + WHO + "&numwant=-2"
      })
  void whatIsMissingOrImpossibleIsRefused(String query) {
    assertThatThrownBy(() -> parse(query)).isInstanceOf(RefusedException.class);
  }

  private static AnnounceRequest parse(String query) throws RefusedException {
    return AnnounceRequest.parse(RawQuery.parse(query), 50, 200);
  }
}
