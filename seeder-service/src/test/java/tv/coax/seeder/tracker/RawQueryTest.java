package tv.coax.seeder.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawQueryTest {

  @Test
  void everyByteSurvivesPercentEncoding() throws Exception {
    StringBuilder query = new StringBuilder("info_hash=");
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
      query.append(String.format(i % 2 == 0 ? "%%%02x" : "%%%02X", i));
    }

    assertThat(RawQuery.parse(query.toString()).bytes("info_hash", 256)).isEqualTo(all);
  }

  @Test
  void aPlusSignIsItself() throws Exception {
    assertThat(RawQuery.parse("a=x+y").text("a")).contains("x+y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%4g", "a=%-1", "a=\u0394"})
  void brokenEscapesAreRefused(String query) {
    assertThatThrownBy(() -> RawQuery.parse(query)).isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"port=0", "port=65536", "port=-1", "port=x", "port=99999999999999999999"})
  void numbersOutsideTheirBoundsAreRefused(String query) {
    assertThatThrownBy(() -> RawQuery.parse(query).number("port", 1, 65_535))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("port");
  }

  @Test
  void nothingButTheDeclaredExceptionComesOutOfRandomQueries() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String alphabet = "%&=aF09+?ghz\u00ff#";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        query.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        AnnounceRequest.parse(RawQuery.parse(query.toString()), 50, 200);
      } catch (RefusedException expected) {
        assertThat(expected.outcome()).as("seed %d", seed).isEqualTo(Outcome.MALFORMED);
      }
    }
  }

  @Test
  void anEmptyQueryHasNoValues() throws Exception {
    assertThat(RawQuery.parse(null).all("x")).isEmpty();
    assertThat(RawQuery.parse("").text("x")).isEmpty();
  }
}
