package tv.coax.agent.player;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  private static final String TAG = "\"abc\"";

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-99, 0, 99",
    "bytes=10-19, 10, 19",
    "bytes=90-, 90, 99",
    "bytes=90-1000, 90, 99",
    "bytes=-1, 99, 99",
    "bytes=-1000, 0, 99",
    "BYTES= 5-6 , 5, 6",
    "bytes=99-999999999999999999, 99, 99",
  })
  void oneRangeIsAnsweredWithThatPart(String header, long first, long last) {
    assertThat(ByteRange.of(header, null, 100, TAG))
        .isEqualTo(new ByteRange.Answer.Part(new ByteRange(first, last)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
  void aRangeBehindTheEndCannotBeSatisfied(String header) {
    assertThat(ByteRange.of(header, null, 100, TAG))
        .isEqualTo(new ByteRange.Answer.Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,5-6",
        "bytes=",
        "bytes=-",
        "bytes=5-4",
        "bytes=a-b",
        "items=0-1",
        "bytes 0-1",
        "bytes=1-2-3",
        "bytes=99999999999999999999-"
      })
  void whatIsNotOneRangeIsPassedOver(String header) {
    assertThat(ByteRange.of(header, null, 100, TAG)).isEqualTo(new ByteRange.Answer.Whole());
  }

  @Test
  void aRangeOfAnotherVersionOfTheFilmIsPassedOver() {
    assertThat(ByteRange.of("bytes=1-2", TAG, 100, TAG)).isInstanceOf(ByteRange.Answer.Part.class);
    assertThat(ByteRange.of("bytes=1-2", "\"old\"", 100, TAG))
        .isInstanceOf(ByteRange.Answer.Whole.class);
    assertThat(ByteRange.of("bytes=1-2", "W/" + TAG, 100, TAG))
        .isInstanceOf(ByteRange.Answer.Whole.class);
    assertThat(ByteRange.of("bytes=1-2", "Mon, 01 Jun 2026 12:00:00 GMT", 100, TAG))
        .isInstanceOf(ByteRange.Answer.Whole.class);
  }

  @Test
  void aPartSaysWhereItLies() {
    ByteRange range = new ByteRange(10, 19);

    assertThat(range.count()).isEqualTo(10);
    assertThat(range.contentRange(100)).isEqualTo("bytes 10-19/100");
  }
}
