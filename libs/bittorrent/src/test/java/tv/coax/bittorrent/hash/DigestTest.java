package tv.coax.bittorrent.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The system's hashes and the JDK's give the same, wherever the bytes are. */
class DigestTest {
  /** A way to compute one of the hashes. */
  private record Way(String name, Algorithm algorithm, Digest digest) {
    @Override
    public String toString() {
      return name;
    }

    byte[] end() {
      byte[] hash = new byte[algorithm.bytes()];
      digest.end(hash, 0);
      return hash;
    }

    byte[] expected(byte[] bytes) throws Exception {
      String name = algorithm == Algorithm.SHA1 ? "SHA-1" : "SHA-256";
      return MessageDigest.getInstance(name).digest(bytes);
    }
  }

  static Stream<Way> ways() {
    return Stream.of(Algorithm.values())
        .flatMap(algorithm ->
            Stream.concat(
                Stream.of(new Way("JDK " + algorithm, algorithm, algorithm.fromJdk())),
                algorithm.fromSystem().stream()
                    .map(digest -> new Way("OpenSSL " + algorithm, algorithm, digest))));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void theSystemsLibraryIsUsedWhereThereIsOne(Algorithm algorithm) {
    assumeTrue(algorithm.fromSystem().isPresent(), "there is no OpenSSL here");

    assertThat(algorithm.fresh()).isInstanceOf(OpenSslDigest.class);
  }

  @Test
  void vectorsOfTheStandard() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    byte[] sha1 = new byte[20];
    byte[] sha256 = new byte[32];
    Digest first = Digest.sha1();
    Digest second = Digest.sha256();
    first.update(abc, 0, 3);
    second.update(abc, 0, 3);
    first.end(sha1, 0);
    second.end(sha256, 0);

    assertThat(HexFormat.of().formatHex(sha1))
        .isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
    assertThat(HexFormat.of().formatHex(sha256))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void bytesInTheHeapAndOutsideInPiecesOfEverySize(Way way) throws Exception {
    for (int length : new int[] {0, 1, 55, 56, 63, 64, 65, 16_384, 65_536, 65_537, 300_001}) {
      byte[] bytes = random(length);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment outside = arena.allocate(length + 7L);
        MemorySegment.copy(bytes, 0, outside, ValueLayout.JAVA_BYTE, 7, length);
        way.digest().update(outside, 7, length);
        assertThat(way.end()).as("%d bytes outside", length).isEqualTo(way.expected(bytes));
      }
      int half = length / 3;
      way.digest().update(bytes, 0, half);
      way.digest().update(bytes, half, length - half);
      assertThat(way.end()).as("%d bytes in the heap", length).isEqualTo(way.expected(bytes));
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void writesNothingButTheHashAndBeginsAnew(Way way) throws Exception {
    int length = way.algorithm().bytes();
    byte[] to = new byte[length + 10];
    Arrays.fill(to, (byte) 7);
    way.digest().update(random(100), 0, 100);
    way.digest().end(to, 5);

    assertThat(Arrays.copyOfRange(to, 5, 5 + length)).isEqualTo(way.expected(random(100)));
    assertThat(Arrays.copyOfRange(to, 0, 5)).containsOnly(7);
    assertThat(Arrays.copyOfRange(to, 5 + length, to.length)).containsOnly(7);
    assertThat(way.end()).isEqualTo(way.expected(new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void writesTheHashOutsideTheHeapToo(Way way) throws Exception {
    int length = way.algorithm().bytes();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(length + 10L);
      way.digest().update(random(100), 0, 100);
      way.digest().end(to, 5);

      byte[] written = to.toArray(ValueLayout.JAVA_BYTE);
      assertThat(Arrays.copyOfRange(written, 5, 5 + length)).isEqualTo(way.expected(random(100)));
      assertThat(Arrays.copyOfRange(written, 0, 5)).containsOnly(0);
      assertThat(Arrays.copyOfRange(written, 5 + length, written.length)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void resetForgets(Way way) throws Exception {
    way.digest().update(random(1000), 0, 1000);
    way.digest().reset();

    assertThat(way.end()).isEqualTo(way.expected(new byte[0]));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void refusesToReadOrWriteElsewhere(Way way) {
    byte[] bytes = random(100);
    byte[] small = new byte[way.algorithm().bytes() - 1];

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> way.digest().update(bytes, 1, 100));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> way.digest().update(MemorySegment.ofArray(bytes), -1, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> way.digest().end(small, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> way.digest().end(Arena.ofAuto().allocate(small.length), 0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> way.digest().end(MemorySegment.ofArray(bytes), 0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> way.digest().end(Arena.ofAuto().allocate(100).asReadOnly(), 0));
  }
}
