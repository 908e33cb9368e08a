package tv.coax.bittorrent.webseed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;

/** The one header of a web seed that we read ourselves. */
class WebSeedFuzzTest {
  @FuzzTest
  void contentRange(byte[] input) {
    read(input);
  }

  @Test
  void damagedHeadersAreRefusedOrTrue() {
    long seed = 19;
    Mutations headers = Mutations.of(WebSeedFuzzTest.class, "contentRange", seed);
    for (int i = 0; i < 60_000; i++) {
      read(headers.next());
    }
  }

  private static void read(byte[] input) {
    String header = new String(input, ISO_8859_1);
    if (ContentRange.fits(header, 16_384, 1_000_000)) {
      assertThat(header).matches("bytes 16384-[0-9]+/(1000000|[*])");
    }
  }

  @Test
  void aPartOfAnotherPlaceOrFileDoesNotFit() {
    assertThat(ContentRange.fits("bytes 16384-32767/1000000", 16_384, 1_000_000)).isTrue();
    assertThat(ContentRange.fits("bytes 16384-32767/*", 16_384, 1_000_000)).isTrue();
    assertThat(ContentRange.fits("bytes 0-32767/1000000", 16_384, 1_000_000)).isFalse();
    assertThat(ContentRange.fits("bytes 16384-32767/1000001", 16_384, 1_000_000)).isFalse();
    assertThat(ContentRange.fits("bytes */1000000", 16_384, 1_000_000)).isFalse();
    assertThat(ContentRange.fits(null, 16_384, 1_000_000)).isFalse();
  }
}
