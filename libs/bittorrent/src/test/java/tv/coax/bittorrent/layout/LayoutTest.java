package tv.coax.bittorrent.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static LayoutFile file(String name, long offset, long length) {
    return new LayoutFile(List.of(name), offset, length, false);
  }

  private final Layout three =
      Layout.of(100, List.of(file("a", 0, 150), file("empty", 150, 0), file("b", 150, 101)));

  @Test
  void theLastPieceIsShorter() {
    assertThat(three.pieceCount()).isEqualTo(3);
    assertThat(three.lengthOf(new PieceIndex(1))).isEqualTo(100);
    assertThat(three.lengthOf(new PieceIndex(2))).isEqualTo(51);
    assertThat(three.piece(3)).isEmpty();
    assertThat(three.piece(-1)).isEmpty();
  }

  @Test
  void aRunOfBytesIsDividedIntoFiles() {
    assertThat(three.spans(140, 20))
        .containsExactly(new FileSpan(0, 140, 10), new FileSpan(2, 0, 10));
    assertThat(three.spans(251, 0)).isEmpty();
    assertThatThrownBy(() -> three.spans(250, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> three.spans(1, Long.MAX_VALUE))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void blocksOutsideTheirPieceAreNotBlocks() {
    assertThat(three.block(2, 0, 51)).isPresent();
    assertThat(three.block(2, 0, 52)).isEmpty();
    assertThat(three.block(1, Integer.MAX_VALUE, Integer.MAX_VALUE)).isEmpty();
    assertThat(three.block(0, -1, 10)).isEmpty();
    assertThat(three.block(0, 0, 0)).isEmpty();
    assertThat(three.block(Integer.MAX_VALUE, 0, 1)).isEmpty();
  }

  @Test
  void alignedFilesStartAtPiecesAndPaddingIsNeverAskedFor() {
    int piece = 4 * Block.SIZE;
    Layout aligned =
        Layout.of(
            piece,
            Padding.align(
                List.of(file("a", 0, piece + 10), file("none", 0, 0), file("b", 0, 20_000)),
                piece));

    assertThat(aligned.files()).hasSize(4);
    assertThat(aligned.files().get(1).padding()).isTrue();
    assertThat(aligned.pieceCount()).isEqualTo(3);
    assertThat(aligned.dataLength()).isEqualTo(piece + 10 + 20_000);
    assertThat(aligned.lengthOf(new PieceIndex(1))).isEqualTo(piece);
    assertThat(aligned.dataLengthOf(new PieceIndex(1))).isEqualTo(10);
    assertThat(aligned.blockCount(new PieceIndex(1))).isEqualTo(1);
    assertThat(aligned.blockOf(new PieceIndex(1), 0))
        .isEqualTo(new Block(new PieceIndex(1), 0, 10));
    assertThat(aligned.blockCount(new PieceIndex(2))).isEqualTo(2);
    assertThat(aligned.blockOf(new PieceIndex(2), 1).length()).isEqualTo(20_000 - Block.SIZE);
  }

  @Test
  void filledFilesEndWithAWholePieceOfWhichOnlyTheDataIsAskedFor() {
    Layout filled = Layout.of(100, Padding.fill(List.of(file("a", 0, 130)), 100));

    assertThat(filled.totalLength()).isEqualTo(200);
    assertThat(filled.dataLength()).isEqualTo(130);
    assertThat(filled.lengthOf(new PieceIndex(1))).isEqualTo(100);
    assertThat(filled.dataLengthOf(new PieceIndex(1))).isEqualTo(30);
    assertThat(Padding.fill(List.of(file("a", 0, 200)), 100)).hasSize(1);
  }

  @Test
  void aPieceOfPaddingOnlyHasNoBlocks() {
    Layout layout =
        Layout.of(100, List.of(file("a", 0, 100), new LayoutFile(List.of(".pad"), 100, 100, true)));

    assertThat(layout.blockCount(new PieceIndex(1))).isZero();
    assertThat(layout.dataLengthOf(new PieceIndex(1))).isZero();
  }

  @Test
  void filesBeyondIntAreCountedInLong() {
    long length = 20L << 40;
    Layout huge = Layout.of(16 << 20, List.of(file("big", 0, length)));
    PieceIndex last = new PieceIndex(huge.pieceCount() - 1);

    assertThat(huge.offsetOf(last) + huge.lengthOf(last)).isEqualTo(length);
    assertThat(huge.pieceAt(length - 1)).isEqualTo(last);
    assertThatThrownBy(() -> Layout.of(1, List.of(file("big", 0, length))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void piecesOfAFileIncludeTheSharedOnes() {
    LayoutFile b = three.files().get(2);

    assertThat(three.firstPieceOf(b)).isEqualTo(1);
    assertThat(three.endPieceOf(b)).isEqualTo(3);
    assertThat(three.endPieceOf(three.files().get(1))).isEqualTo(1);
  }
}
