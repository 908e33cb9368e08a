package tv.coax.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTest {
  @Test
  void everyRangeIsProvenAndEveryLieIsFound() {
    long seed = 52;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int leaves = random.nextInt(2, 200);
      byte[] row = new byte[leaves * Merkle.HASH];
      random.nextBytes(row);
      int height = Merkle.levelsAbove(leaves);
      MerkleTree tree = MerkleTree.over(row, 0, height);
      int base = random.nextInt(height);
      int length = 2 << random.nextInt(height - base);
      int index = random.nextInt((1 << (height - base)) / length) * length;
      HashRange range = HashRange.of(base, index, length, height - base - 1, height).orElseThrow();

      byte[] hashes = tree.hashes(range).orElseThrow();

      assertThat(MerkleTree.verify(tree.root(), height, range, hashes))
          .as("seed %d round %d", seed, round)
          .hasValueSatisfying(nodes -> assertThat(nodes).startsWith(tree.node(base, index)));
      hashes[random.nextInt(hashes.length)] ^= 1;
      assertThat(MerkleTree.verify(tree.root(), height, range, hashes)).isEmpty();
    }
  }

  @Test
  void rangesOutsideTheTreeAreNotRanges() {
    assertThat(HashRange.of(0, 0, 8, 2, 3)).isPresent();
    assertThat(HashRange.of(0, 8, 8, 2, 3)).isEmpty();
    assertThat(HashRange.of(0, 2, 4, 2, 3)).isEmpty();
    assertThat(HashRange.of(0, 0, 3, 2, 3)).isEmpty();
    assertThat(HashRange.of(0, 0, 1, 2, 3)).isEmpty();
    assertThat(HashRange.of(3, 0, 2, 0, 3)).isEmpty();
    assertThat(HashRange.of(-1, 0, 2, 0, 3)).isEmpty();
    assertThat(HashRange.of(0, -2, 2, 0, 3)).isEmpty();
    assertThat(HashRange.of(0, 0, 2, 3, 3)).isEmpty();
    assertThat(HashRange.of(0, 0, Integer.MIN_VALUE, 0, 31)).isEmpty();
    assertThat(HashRange.of(0, Integer.MAX_VALUE - 1, 2, 0, 40)).isPresent();
  }

  @Test
  void aTreeAboveThePiecesDoesNotAnswerForTheLeaves() {
    MerkleTree tree = MerkleTree.over(new byte[4 * Merkle.HASH], 6, 8);

    assertThat(tree.hashes(HashRange.of(0, 0, 2, 0, 8).orElseThrow())).isEmpty();
    assertThat(tree.hashes(HashRange.of(6, 0, 4, 1, 8).orElseThrow())).isPresent();
  }
}
