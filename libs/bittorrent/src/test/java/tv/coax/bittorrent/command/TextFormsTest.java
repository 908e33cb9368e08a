package tv.coax.bittorrent.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;
import tv.coax.bittorrent.layout.Bitfield;

class TextFormsTest {
  @ParameterizedTest
  @CsvSource({
    "65536, 65536",
    "1MiB, 1048576",
    "1M, 1048576",
    "20MB/s, 20000000",
    "512k, 524288",
    "1.5KiB, 1536",
    "2 GiB, 2147483648",
    "0, 0"
  })
  void sizesAreRead(String text, long bytes) {
    assertThat(ByteSize.parse(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "MiB", "1XB", "99999999999999T", "1e9"})
  void otherSizesAreRefused(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text)).isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1587, 1.5 KiB",
    "1588, 1.6 KiB",
    "102348, 99.9 KiB",
    "104858, 102 KiB",
    "1073741824, 1.0 GiB",
    "5497558138880, 5.0 TiB"
  })
  void sizesAreShown(long bytes, String text) {
    assertThat(ByteSize.text(bytes)).isEqualTo(text);
  }

  @Test
  void addressesAreReadAndShown() {
    assertThat(HostPort.text(HostPort.parse("127.0.0.1:6881"))).isEqualTo("127.0.0.1:6881");
    assertThat(HostPort.text(HostPort.parse("[::1]:0"))).isEqualTo("[0:0:0:0:0:0:0:1]:0");
    for (String bad : List.of("127.0.0.1", ":1", "127.0.0.1:65536", "127.0.0.1:x", "a:-1")) {
      assertThatThrownBy(() -> HostPort.parse(bad)).isInstanceOf(TypeConversionException.class);
    }
  }

  @Test
  void jsonSurvivesAnyText() {
    String awkward = "a\"b\\c\n\t\u0001é";
    String line =
        new Json().put("a", awkward).put("n", null).put("l", Arrays.asList(1, true)).toString();

    assertThat(line).doesNotContain("\n");
    assertThat(new JsonObject(line).getString("a")).isEqualTo(awkward);
    assertThat(new JsonObject(line).getJsonArray("l")).hasSize(2);
  }

  @Test
  void badPiecesAreShownAsRanges() {
    Bitfield good = Bitfield.full(14);
    for (int bad : new int[] {0, 5, 6, 7, 12, 13}) {
      good.clear(bad);
    }

    assertThat(CheckCommand.ranges(good)).isEqualTo("0, 5-7, 12-13");
  }
}
