package tv.coax.protection.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A file cut anywhere is refused by Tink and by us, and what stands before the cut reads alike. */
class TruncationTest {

  @Test
  void aFileCutAtEveryByteIsRefusedByTinkAndByUs() {
    Sealed sealed = Sealed.of(68_000);

    IntStream.range(0, sealed.bytes().length)
        .parallel()
        .forEach(cut -> {
          Sealed part = sealed.with(Arrays.copyOf(sealed.bytes(), cut));
          byte[] ours = readable(part);
          if (cut % 16 == 0 || cut < 200 || Math.abs(cut - 65_536) < 200) {
            assertThat(ours).as("cut at %d", cut).isEqualTo(readableByTink(part));
          }
          assertThat(ours).hasSize(cut <= 65_536 ? 0 : 65_480);
        });
  }

  @Test
  void everySegmentBeforeTheCutReadsAsTinkReadsIt() {
    Sealed sealed = Sealed.of(300_000);
    for (int boundary = 65_536; boundary < sealed.bytes().length; boundary += 65_536) {
      for (int cut = boundary - 60; cut <= boundary + 60; cut++) {
        Sealed part = sealed.with(Arrays.copyOf(sealed.bytes(), cut));

        assertThat(readable(part)).as("cut at %d", cut).isEqualTo(readableByTink(part));
      }
    }
  }

  /** Reads segment by segment to the first that is refused; the end must never be reached. */
  private static byte[] readable(Sealed part) {
    SealedReader reader;
    try {
      reader = part.reader();
    } catch (IllegalArgumentException noSealedFileHasThisLength) {
      long whole = Math.floorDiv(part.bytes().length, SealedFormat.SEGMENT_BYTES);
      return Arrays.copyOf(part.plain(), (int) SealedFormat.plainStart(whole));
    }
    try (reader) {
      long last = SealedFormat.segments(part.bytes().length) - 1;
      int end = (int) SealedFormat.plainStart(last);
      byte[] before = end == 0 ? new byte[0] : Sealed.read(reader, 0, end);
      try {
        Sealed.read(reader, end, (int) reader.plainLength() - end);
        return fail("A file cut at " + part.bytes().length + " was read to its end.");
      } catch (CompletionException refused) {
        assertThat(refused).hasCauseInstanceOf(SealedFormatException.class);
        return before;
      }
    }
  }

  private static byte[] readableByTink(Sealed part) {
    byte[] plain = new byte[part.plain().length];
    int length = 0;
    try (InputStream in = part.openTink()) {
      int got;
      while ((got = in.read(plain, length, toSegmentEnd(length, plain.length))) > 0) {
        length += got;
      }
      return fail("Tink read a file cut at " + part.bytes().length + " to its end.");
    } catch (IOException refused) {
      return Arrays.copyOf(plain, length);
    }
  }

  /** Tink loses what it had opened when one read meets a segment it refuses. */
  private static int toSegmentEnd(int from, int end) {
    long next = SealedFormat.plainStart(SealedFormat.segmentOf(from) + 1);
    return (int) Math.min(next, end) - from;
  }
}
