package tv.coax.protection.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.protection.asset.AssetId;

class SealedReaderTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 15, 16, 17, 65_479, 65_480, 65_481, 65_520, 65_536, 130_999, 131_000, 131_001, 400_000
      })
  void readsWhatTinkWrote(int length) throws Exception {
    Sealed sealed = Sealed.of(length);

    try (SealedReader reader = sealed.reader()) {
      assertThat(reader.plainLength()).isEqualTo(length);
      assertThat(Sealed.read(reader, 0, length)).isEqualTo(sealed.plain());
    }
    try (InputStream tink = sealed.openTink()) {
      assertThat(tink.readAllBytes()).isEqualTo(sealed.plain());
    }
  }

  @Test
  void readsAnyRangeAroundEverySegmentBoundary() {
    Sealed sealed = Sealed.of(200_000);
    try (SealedReader reader = sealed.reader()) {
      for (int boundary : new int[] {0, 65_480, 131_000, 196_520, 200_000}) {
        for (int from = Math.max(boundary - 3, 0); from <= boundary + 3; from++) {
          for (int length : new int[] {0, 1, 2, 7, 65_519, 65_520, 65_521, 131_040}) {
            if (from + length <= 200_000) {
              assertThat(Sealed.read(reader, from, length))
                  .as("%d bytes from %d", length, from)
                  .isEqualTo(Arrays.copyOfRange(sealed.plain(), from, from + length));
            }
          }
        }
      }
    }
  }

  @Test
  void rangesOutsideTheFileAreRefusedAndNothingIsAskedOfTheSource() {
    try (SealedReader reader = Sealed.of(100).reader()) {
      for (long[] range :
          new long[][] {{-1, 1}, {0, 101}, {101, 0}, {Long.MAX_VALUE, 1}, {0, -1}}) {
        assertThat(reader.read(range[0], (int) range[1]))
            .isCompletedExceptionally()
            .failsWithin(java.time.Duration.ZERO)
            .withThrowableOfType(java.util.concurrent.ExecutionException.class)
            .withCauseInstanceOf(IndexOutOfBoundsException.class);
      }
      assertThat(reader.read(0, SealedReader.MAX_READ_BYTES + 1)).isCompletedExceptionally();
    }
  }

  @Test
  void anotherTitleVersionKeyIdOrMediaTypeDoesNotOpenIt() {
    Sealed sealed = Sealed.of(1000);
    byte[][] others = {
      SealedFormat.associatedData(new AssetId("title-2", 1), "key-1", "video/mp4"),
      SealedFormat.associatedData(new AssetId("title-1", 2), "key-1", "video/mp4"),
      SealedFormat.associatedData(new AssetId("title-1", 1), "key-2", "video/mp4"),
      SealedFormat.associatedData(new AssetId("title-1", 1), "key-1", "video/mp2"),
      new byte[0]
    };
    for (byte[] other : others) {
      assertRefused(new Sealed(sealed.key(), other, sealed.plain(), sealed.bytes()), 0);
    }
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    Sealed sealed = Sealed.of(1000);
    ContentKey other = new ContentKey("key-1", new byte[32]);

    assertRefused(new Sealed(other, sealed.associatedData(), sealed.plain(), sealed.bytes()), 0);
  }

  @Test
  void everyChangedByteOfTheHeaderIsNoticed() {
    Sealed sealed = Sealed.of(100);
    for (int at = 0; at < SealedFormat.HEADER_BYTES; at++) {
      byte[] bytes = sealed.bytes().clone();
      bytes[at] ^= 1;
      assertRefused(sealed.with(bytes), 0);
    }
  }

  @Test
  void aChangedByteSpoilsItsSegmentAndNoOther() {
    Sealed sealed = Sealed.of(200_000);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      int at = SealedFormat.HEADER_BYTES + random.nextInt(sealed.bytes().length - 40);
      byte[] bytes = sealed.bytes().clone();
      bytes[at] ^= (byte) (1 << random.nextInt(8));
      int spoiled = at / SealedFormat.SEGMENT_BYTES;

      try (SealedReader reader = sealed.with(bytes).reader()) {
        for (int segment = 0; segment < 4; segment++) {
          int from = (int) SealedFormat.plainStart(segment);
          if (segment == spoiled) {
            assertRefused(reader, from, 10, segment);
          } else {
            assertThat(Sealed.read(reader, from, 10))
                .isEqualTo(Arrays.copyOfRange(sealed.plain(), from, from + 10));
          }
        }
      }
    }
  }

  @Test
  void theFailureTellsWhichSealedBytesToFetchAgain() {
    Sealed sealed = Sealed.of(200_000);
    sealed.bytes()[sealed.bytes().length - 1] ^= 1;

    try (SealedReader reader = sealed.reader()) {
      assertThatThrownBy(() -> Sealed.read(reader, 60_000, 140_000))
          .hasCauseInstanceOf(SealedFormatException.class)
          .satisfies(failure -> {
            SealedFormatException cause = (SealedFormatException) failure.getCause();
            assertThat(cause.segment()).isEqualTo(3);
            assertThat(cause.sealedOffset()).isEqualTo(3 * 65_536);
            assertThat(cause.sealedLength()).isEqualTo(sealed.bytes().length - 3 * 65_536);
          });
    }
  }

  @Test
  void segmentsInAnotherOrderAreRefused() {
    Sealed sealed = Sealed.of(300_000);
    byte[] swapped = sealed.bytes().clone();
    System.arraycopy(sealed.bytes(), 65_536, swapped, 2 * 65_536, 65_536);
    System.arraycopy(sealed.bytes(), 2 * 65_536, swapped, 65_536, 65_536);

    try (SealedReader reader = sealed.with(swapped).reader()) {
      assertRefused(reader, 65_480, 10, 1);
      assertRefused(reader, 131_000, 10, 2);
      assertThat(Sealed.read(reader, 0, 10)).isEqualTo(Arrays.copyOf(sealed.plain(), 10));
    }
  }

  @Test
  void aSegmentOfAnotherFileUnderTheSameKeyIsRefused() {
    Sealed one = Sealed.of(200_000);
    Sealed other = Sealed.of(200_000);
    byte[] mixed = one.bytes().clone();
    System.arraycopy(other.bytes(), 65_536, mixed, 65_536, 65_536);

    try (SealedReader reader = one.with(mixed).reader()) {
      assertRefused(reader, 65_480, 10, 1);
    }
  }

  @Test
  void aFileWithSegmentsAddedOrRemovedDoesNotReadToItsEnd() {
    Sealed sealed = Sealed.of(200_000);
    byte[] longer = Arrays.copyOf(sealed.bytes(), sealed.bytes().length + 100);
    byte[] withoutLast = Arrays.copyOf(sealed.bytes(), 3 * 65_536);
    byte[] withoutSecond = new byte[sealed.bytes().length - 65_536];
    System.arraycopy(sealed.bytes(), 0, withoutSecond, 0, 65_536);
    System.arraycopy(
        sealed.bytes(), 2 * 65_536, withoutSecond, 65_536, withoutSecond.length - 65_536);

    for (byte[] bytes : new byte[][] {longer, withoutLast, withoutSecond}) {
      try (SealedReader reader = sealed.with(bytes).reader()) {
        assertThatThrownBy(() -> Sealed.read(reader, 0, (int) reader.plainLength()))
            .hasCauseInstanceOf(SealedFormatException.class);
      }
    }
  }

  @Test
  void aSourceThatAnswersTheWrongAmountIsNotBelieved() {
    Sealed sealed = Sealed.of(1000);
    SealedSource stingy =
        new SealedSource() {
          @Override
          public long length() {
            return sealed.bytes().length;
          }

          @Override
          public CompletionStage<ByteBuffer> read(long offset, int length) {
            return CompletableFuture.completedFuture(
                ByteBuffer.wrap(sealed.bytes(), (int) offset, length - 1));
          }
        };

    try (SealedReader reader = new SealedReader(stingy, sealed.key(), sealed.associatedData())) {
      assertThatThrownBy(() -> Sealed.read(reader, 0, 10))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(java.io.EOFException.class);
    }
  }

  @Test
  void aSourceThatThrowsFailsTheReadAndIsAskedAgainByTheNext() {
    Sealed sealed = Sealed.of(1000);
    boolean[] broken = {true};
    SealedSource whole = Sealed.source(sealed.bytes());
    SealedSource flaky =
        new SealedSource() {
          @Override
          public long length() {
            return whole.length();
          }

          @Override
          public CompletionStage<ByteBuffer> read(long offset, int length) {
            if (broken[0]) {
              throw new IllegalStateException("The torrent is checking.");
            }
            return whole.read(offset, length);
          }
        };
    try (SealedReader reader =
        new SealedReader(flaky, sealed.key(), sealed.associatedData(), Runnable::run)) {
      assertThatThrownBy(() -> Sealed.read(reader, 0, 10))
          .hasRootCauseMessage("The torrent is checking.");

      broken[0] = false;

      assertThat(Sealed.read(reader, 0, 10)).isEqualTo(Arrays.copyOf(sealed.plain(), 10));
    }
  }

  @Test
  void closingFailsWhatWaitsAndWhatComesLaterAndLeavesTheCallersKeyAlone() {
    ContentKey key = Sealed.testKey();
    CompletableFuture<ByteBuffer> never = new CompletableFuture<>();
    SealedSource silent =
        new SealedSource() {
          @Override
          public long length() {
            return 1000;
          }

          @Override
          public CompletionStage<ByteBuffer> read(long offset, int length) {
            return never;
          }
        };
    SealedReader reader = new SealedReader(silent, key, Sealed.testData());
    CompletionStage<ByteBuffer> waiting = reader.read(0, 10);

    reader.close();
    reader.close();

    assertThat(waiting).isCompletedExceptionally();
    assertThat(reader.read(0, 10)).isCompletedExceptionally();
    assertThatThrownBy(() -> reader.read(0, 10).toCompletableFuture().join())
        .hasRootCauseMessage("The reader of this sealed file is closed.");
    assertThat(key.key()).isEqualTo(Sealed.testKey().key());
  }

  @Test
  void closingWipesTheKeysAndTheKeptSegment() throws Exception {
    Sealed sealed = Sealed.of(1000);
    SealedReader reader = sealed.reader();
    Sealed.read(reader, 10, 10);

    reader.close();

    ContentKey copy = (ContentKey) field(reader, "contentKey");
    assertThat((byte[]) field(copy, "key")).containsOnly(0);
    CompletableFuture<?> fileKey = (CompletableFuture<?>) field(reader, "fileKey");
    assertThat((byte[]) field(fileKey.join(), "key")).containsOnly(0);
    assertThat((byte[]) field(field(reader, "lastOpened"), "plain")).isEmpty();
  }

  @Test
  void aContentKeyNeverShowsItselfAndIsGoneOnceWiped() {
    ContentKey key = ContentKey.random("key-9");
    byte[] bytes = key.key();

    assertThat(key.toString())
        .isEqualTo("ContentKey[key-9]")
        .doesNotContain(HexFormat.of().formatHex(bytes))
        .doesNotContain(new String(bytes, StandardCharsets.ISO_8859_1));
    bytes[0] ^= 1;
    assertThat(key.key()).isNotEqualTo(bytes);

    key.wipe();

    assertThatThrownBy(key::key).hasMessage("The content key key-9 was wiped.");
  }

  private static Object field(Object of, String name) throws Exception {
    java.lang.reflect.Field field = of.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(of);
  }

  private static void assertRefused(Sealed sealed, int segment) {
    try (SealedReader reader = sealed.reader()) {
      assertRefused(reader, 0, 10, segment);
    }
  }

  private static void assertRefused(SealedReader reader, int from, int length, int segment) {
    assertThatThrownBy(() -> Sealed.read(reader, from, length))
        .hasCauseInstanceOf(SealedFormatException.class)
        .satisfies(failure ->
            assertThat(((SealedFormatException) failure.getCause()).segment()).isEqualTo(segment));
  }
}
