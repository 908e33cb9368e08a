package tv.coax.bittorrent.storage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;

/** Resume files that somebody damaged, also with a checksum that fits. */
class ResumeFuzzTest {
  private static final int PIECES = 20;
  private static final byte[] TORRENT = "coaxcoaxcoaxcoaxcoax".getBytes(US_ASCII);

  @FuzzTest
  void resume(byte[] input) {
    read(input);
    read(withChecksum(input));
  }

  @Test
  void damagedResumeFilesAreLeftAloneOrHarmless() {
    long seed = 20;
    Mutations files = Mutations.of(ResumeFuzzTest.class, "resume", seed);
    for (int i = 0; i < 60_000; i++) {
      byte[] input = files.next();
      read(input);
      read(withChecksum(input));
    }
  }

  private static byte[] withChecksum(byte[] input) {
    if (input.length < 16) {
      return input;
    }
    byte[] fixed = input.clone();
    ByteBuffer out = ByteBuffer.wrap(fixed);
    int length = Math.clamp(out.getInt(8), 0, fixed.length - 16);
    CRC32 crc = new CRC32();
    crc.update(fixed, 16, length);
    out.putLong(0, 0x434F_4158_5245_5331L).putInt(8, length).putInt(12, (int) crc.getValue());
    return fixed;
  }

  private static void read(byte[] input) {
    Optional<ResumeData> data = ResumeData.decode(input, TORRENT, PIECES);
    if (data.isPresent()) {
      assertThat(data.get().verified().size()).isEqualTo(PIECES);
      assertThat(ResumeData.decode(data.get().encode(), TORRENT, PIECES))
          .hasValueSatisfying(again -> {
            assertThat(again.verified()).isEqualTo(data.get().verified());
            assertThat(again.counts()).isEqualTo(data.get().counts());
            assertThat(again.files()).isEqualTo(data.get().files());
          });
    }
  }
}
