package tv.coax.bittorrent.bencode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
  private static BValue decode(String input) throws BencodeException {
    return BDecoder.decode(input.getBytes(ISO_8859_1), BLimits.MESSAGE);
  }

  @Test
  void readsTheExamplesOfTheStandard() throws Exception {
    assertThat(decode("4:spam")).isEqualTo(BString.of("spam"));
    assertThat(decode("i-3e")).isEqualTo(new BInteger(-3));
    assertThat(decode("l4:spam4:eggse"))
        .isEqualTo(BList.of(BString.of("spam"), BString.of("eggs")));
    assertThat(decode("d3:cow3:moo4:spam4:eggse"))
        .isEqualTo(BDictionary.builder().put("spam", "eggs").put("cow", "moo").build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"i9223372036854775807e", "i-9223372036854775808e", "i0e", "le", "de", "0:"})
  void canonicalInputComesBackByteForByte(String input) throws Exception {
    assertThat(BEncoder.encode(decode(input))).asString(ISO_8859_1).isEqualTo(input);
  }

  @ParameterizedTest
  @CsvSource({
    "i01e, 1",
    "i-0e, 1",
    "ie, 1",
    "i-e, 1",
    "i1, 2",
    "i9223372036854775808e, 1",
    "'', 0",
    "5:abc, 0",
    "99999999999:, 0",
    "03:abc, 0",
    "l, 1",
    "d3:cow, 6",
    "d3:cowi1e3:cowi2ee, 9",
    "di1ei2ee, 1",
    "x, 0",
    "i1ei2e, 3",
    "-1:, 0",
    "i1x, 2"
  })
  void everythingElseIsRefusedWithItsPlace(String input, int offset) {
    assertThatThrownBy(() -> decode(input))
        .asInstanceOf(InstanceOfAssertFactories.type(BencodeException.class))
        .satisfies(refusal -> assertThat(refusal.offset()).isEqualTo(offset))
        .satisfies(refusal -> assertThat(refusal).hasMessageContaining("at byte " + offset));
  }

  @Test
  void nestingAndTheNumberOfValuesAreLimited() {
    assertThatThrownBy(() -> decode("l".repeat(100_000)))
        .isInstanceOf(BencodeException.class)
        .hasMessageContaining("nested deeper than 16");
    assertThatThrownBy(() -> decode("l" + "0:".repeat(60_000) + "e"))
        .hasMessageContaining("more than 50000 values");
    assertThatThrownBy(() -> BDecoder.decode(new byte[2 << 20], BLimits.MESSAGE))
        .hasMessageContaining("longer than");
  }

  @Test
  void aKeyOfTheOutermostDictionaryIsLocatedAsItStands() throws Exception {
    byte[] input = "d1:bi1e1:ad1:xi2eee".getBytes(ISO_8859_1);

    assertThat(BDecoder.locate(input, "a", BLimits.MESSAGE)).contains(new BDecoder.Span(10, 18));
    assertThat(BDecoder.locate(input, "x", BLimits.MESSAGE)).isEmpty();
  }

  @Test
  void whatIsEncodedIsDecodedToTheSame() throws Exception {
    long seed = 7_2026;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      BValue value = any(random, 0);
      assertThat(BDecoder.decode(BEncoder.encode(value), BLimits.MESSAGE))
          .as("seed %d round %d", seed, i)
          .isEqualTo(value);
    }
  }

  private static BValue any(Random random, int depth) {
    return switch (random.nextInt(depth > 5 ? 2 : 4)) {
      case 0 -> new BInteger(random.nextLong() >> random.nextInt(64));
      case 1 -> bytes(random);
      case 2 -> {
        List<BValue> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          items.add(any(random, depth + 1));
        }
        yield new BList(items);
      }
      default -> {
        BDictionary.Builder entries = BDictionary.builder();
        for (int i = random.nextInt(5); i > 0; i--) {
          entries.put(bytes(random), any(random, depth + 1));
        }
        yield entries.build();
      }
    };
  }

  private static BString bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    return BString.of(bytes);
  }
}
