package tv.coax.protection.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.protection.asset.AssetId;

class SealedFormatTest {
  private static final AssetId ASSET = new AssetId("title-1", 1);

  @Test
  void lengthsAreThoseTinkWrites() {
    for (int plain : new int[] {0, 1, 65_479, 65_480, 65_481, 130_999, 131_000, 131_001, 300_000}) {
      assertThat(Sealed.of(plain).bytes()).hasSize((int) SealedFormat.sealedLength(plain));
    }
  }

  @Test
  void plainAndSealedLengthUndoEachOther() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      long plain = random.nextLong(round % 2 == 0 ? 400_000 : 1L << 47);
      long sealed = SealedFormat.sealedLength(plain);

      assertThat(SealedFormat.plainLength(sealed)).as("seed %d, %d", seed, plain).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {Long.MIN_VALUE, -1, 0, 1, 40, 55, 65_537, 65_552, 131_073, 1L << 49, Long.MAX_VALUE})
  void lengthsNoSealedFileHasAreRefused(long sealed) {
    assertThatThrownBy(() -> SealedFormat.plainLength(sealed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No sealed file has a length of " + sealed + " bytes.");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 48, Long.MAX_VALUE})
  void plainLengthsThatCannotBeSealedAreRefused(long plain) {
    assertThatThrownBy(() -> SealedFormat.sealedLength(plain))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLongestFileFillsEverySegmentTheNonceCanCount() {
    long longest = (1L << 32) * 65_520 - 40;

    assertThat(SealedFormat.sealedLength(longest)).isEqualTo(1L << 48);
    assertThat(SealedFormat.plainLength(1L << 48)).isEqualTo(longest);
    assertThatThrownBy(() -> SealedFormat.sealedLength(longest + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void associatedDataIsMagicAndThreeFieldsWithTheirLengths() {
    byte[] bytes = SealedFormat.associatedData(ASSET, "key-1", "video/mp4");

    assertThat(new String(bytes, ISO_8859_1))
        .isEqualTo("coax-sealed-1\0\u0009title-1/1\0\u0005key-1\0\u0009video/mp4");
  }

  @Test
  void associatedDataTellsEveryFieldApart() {
    assertThat(SealedFormat.associatedData(ASSET, "key-1", "video/mp4"))
        .isNotEqualTo(SealedFormat.associatedData(new AssetId("title-1", 2), "key-1", "video/mp4"))
        .isNotEqualTo(SealedFormat.associatedData(new AssetId("title-11", 1), "key-1", "video/mp4"))
        .isNotEqualTo(SealedFormat.associatedData(ASSET, "key-2", "video/mp4"))
        .isNotEqualTo(SealedFormat.associatedData(ASSET, "key-1", "video/mp5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "video", "/", "video/", "video/mp4\n", "vidéo/mp4", " video/mp4"})
  void mediaTypesOfAnotherFormAreRefused(String mediaType) {
    assertThatThrownBy(() -> SealedFormat.associatedData(ASSET, "key-1", mediaType))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "a/b", "a b", "../key", "-key", "ä"})
  void titlesAndKeysThatAreNoNamesAreRefused(String name) {
    assertThatThrownBy(() -> new AssetId(name, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ContentKey(name, new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
