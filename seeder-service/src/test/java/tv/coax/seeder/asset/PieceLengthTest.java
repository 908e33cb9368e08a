package tv.coax.seeder.asset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PieceLengthTest {

  @ParameterizedTest
  @CsvSource({
    "57, 65536",
    "67108864, 65536",
    "67108865, 131072",
    "1073741824, 1048576",
    "200000000000, 16777216"
  })
  void aFileHasAboutAThousandPiecesOfWholeSegments(long sealedBytes, int pieceBytes) {
    assertThat(PieceLength.of(sealedBytes)).isEqualTo(pieceBytes);
    assertThat(PieceLength.of(sealedBytes) % 65_536).isZero();
  }
}
