package tv.coax.bittorrent.metainfo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.Mutations;

/** Hash requests and proofs of strangers about a tree of 23 leaves. */
class HashFuzzTest {
  private static final byte[] LEAVES = Content.bytes(23, 23 * Merkle.HASH);
  private static final int HEIGHT = 5;
  private static final MerkleTree TREE = MerkleTree.over(LEAVES, 0, HEIGHT);

  @FuzzTest
  void proof(byte[] input) {
    readProof(input);
  }

  @Test
  void damagedProofsAreRefusedOrTrue() {
    long seed = 52;
    Mutations proofs = Mutations.of(HashFuzzTest.class, "proof", seed);
    for (int i = 0; i < 60_000; i++) {
      readProof(proofs.next());
    }
  }

  /** Four numbers of a range, then hashes: accepted only if they are those of the tree. */
  private static void readProof(byte[] input) {
    ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(input, Math.max(16, input.length)));
    Optional<HashRange> range =
        HashRange.of(in.getInt(), in.getInt(), in.getInt(), in.getInt(), HEIGHT);
    if (range.isEmpty()) {
      return;
    }
    byte[] hashes = new byte[in.remaining()];
    in.get(hashes);
    Optional<byte[]> ours = TREE.hashes(range.get());
    Optional<byte[]> theirs = MerkleTree.verify(TREE.root(), HEIGHT, range.get(), hashes);
    assertThat(ours).isPresent();
    theirs.ifPresent(nodes -> {
      assertThat(hashes).isEqualTo(ours.get());
      assertThat(ours.get()).startsWith(nodes);
    });
  }
}
