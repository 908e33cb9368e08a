package tv.coax.bittorrent.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;

class BencodeFuzzTest {
  @FuzzTest
  void decode(byte[] input) {
    decodeEncodeEqual(input);
  }

  @Test
  void damagedInputsEndInAValueOrInTheDeclaredException() {
    long seed = 3;
    Mutations mutations = Mutations.of(BencodeFuzzTest.class, "decode", seed);
    for (int i = 0; i < 100_000; i++) {
      decodeEncodeEqual(mutations.next());
    }
  }

  private static void decodeEncodeEqual(byte[] input) {
    BValue value;
    try {
      value = BDecoder.decode(input, BLimits.MESSAGE);
    } catch (BencodeException declared) {
      assertThat(declared.offset()).isBetween(0, input.length);
      return;
    }
    byte[] canonical = BEncoder.encode(value);
    try {
      assertThat(BDecoder.decode(canonical, BLimits.MESSAGE)).isEqualTo(value);
    } catch (BencodeException ours) {
      throw new AssertionError("What we encode we must read.", ours);
    }
    assertThat(canonical).hasSameSizeAs(input);
  }
}
