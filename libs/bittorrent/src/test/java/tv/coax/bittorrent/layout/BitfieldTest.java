package tv.coax.bittorrent.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitfieldTest {
  @Test
  void bitZeroIsTheHighestBitOfTheFirstByte() {
    Bitfield bits = new Bitfield(10);
    bits.set(0);
    bits.set(9);

    assertThat(bits.toBytes()).containsExactly(0x80, 0x40);
  }

  @Test
  void spareBitsAndWrongLengthsAreRefused() {
    assertThat(Bitfield.parse(new byte[] {0, 0x20}, 10)).isEmpty();
    assertThat(Bitfield.parse(new byte[] {0}, 10)).isEmpty();
    assertThat(Bitfield.parse(new byte[3], 10)).isEmpty();
    assertThat(Bitfield.parse(new byte[0], 0)).isPresent();
  }

  @Test
  void behavesLikeABitSet() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int size = random.nextInt(1, 300);
      Bitfield bits = new Bitfield(size);
      BitSet model = new BitSet(size);
      for (int i = 0; i < 2 * size; i++) {
        int index = random.nextInt(size);
        if (random.nextInt(3) > 0) {
          assertThat(bits.set(index)).isEqualTo(!model.get(index));
          model.set(index);
        } else {
          assertThat(bits.clear(index)).isEqualTo(model.get(index));
          model.clear(index);
        }
        int from = random.nextInt(size);
        int clear = model.nextClearBit(from);
        assertThat(bits.nextSet(from)).isEqualTo(model.nextSetBit(from));
        assertThat(bits.nextClear(from)).isEqualTo(clear < size ? clear : -1);
      }
      assertThat(bits.count()).as("seed %d", seed).isEqualTo(model.cardinality());
      assertThat(Bitfield.parse(bits.toBytes(), size)).contains(bits);
    }
  }

  @Test
  void fullHasEveryBitAndNoSpareOne() {
    assertThat(Bitfield.full(70).isFull()).isTrue();
    assertThat(Bitfield.parse(Bitfield.full(70).toBytes(), 70)).contains(Bitfield.full(70));
    assertThat(Bitfield.full(70).nextClear(0)).isEqualTo(-1);
  }

  @Test
  void lacksWhatTheOtherHas() {
    Bitfield mine = new Bitfield(100);
    Bitfield theirs = new Bitfield(100);
    theirs.set(99);

    assertThat(mine.firstLacking(theirs)).isNotNegative();
    mine.set(99);
    assertThat(mine.firstLacking(theirs)).isNegative();
  }
}
