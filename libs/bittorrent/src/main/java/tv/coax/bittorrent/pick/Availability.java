package tv.coax.bittorrent.pick;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import tv.coax.bittorrent.layout.Bitfield;

/**
 * How many peers have each piece, and the pieces in that order, rarest first, equals in random
 * order. Telling of one more or less costs constant time.
 */
final class Availability {
  private final int[] order;
  private final int[] position;
  private final int[] count;
  private final RandomGenerator random;

  /** Where in the order the pieces with this count begin; one entry more than counts in use. */
  private int[] start;

  private int everything;

  Availability(int pieces, RandomGenerator random) {
    this.random = random;
    order = new int[pieces];
    position = new int[pieces];
    count = new int[pieces];
    for (int i = 0; i < pieces; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    for (int i = 0; i < pieces; i++) {
      position[order[i]] = i;
    }
    start = new int[8];
    Arrays.fill(start, 1, start.length, pieces);
  }

  /** A peer that has everything came; peers like that do not change the order. */
  void addEverything() {
    everything++;
  }

  void removeEverything() {
    everything--;
  }

  void add(Bitfield pieces) {
    for (int i = pieces.nextSet(0); i >= 0; i = pieces.nextSet(i + 1)) {
      increment(i);
    }
  }

  void remove(Bitfield pieces) {
    for (int i = pieces.nextSet(0); i >= 0; i = pieces.nextSet(i + 1)) {
      decrement(i);
    }
  }

  void increment(int piece) {
    int from = count[piece];
    if (from + 2 >= start.length) {
      int length = start.length;
      start = Arrays.copyOf(start, length * 2);
      Arrays.fill(start, length, start.length, order.length);
    }
    int lastOfOld = start[from + 1] - 1;
    swap(position[piece], lastOfOld);
    start[from + 1] = lastOfOld;
    count[piece] = from + 1;
    int size = start[from + 2] - lastOfOld;
    swap(lastOfOld, lastOfOld + random.nextInt(size));
  }

  void decrement(int piece) {
    int from = count[piece];
    int firstOfOld = start[from];
    swap(position[piece], firstOfOld);
    start[from] = firstOfOld + 1;
    count[piece] = from - 1;
    int size = firstOfOld + 1 - start[from - 1];
    swap(firstOfOld, firstOfOld - random.nextInt(size));
  }

  private void swap(int a, int b) {
    int left = order[a];
    int right = order[b];
    order[a] = right;
    order[b] = left;
    position[right] = a;
    position[left] = b;
  }

  /** How many peers have the piece. */
  int of(int piece) {
    return count[piece] + everything;
  }

  /** The piece at this place of the order, rarest first. */
  int rarest(int place) {
    return order[place];
  }
}
