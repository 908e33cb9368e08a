package tv.coax.bittorrent.pick;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import tv.coax.bittorrent.layout.Bitfield;

/**
 * How many peers have each piece, and the pieces that wait to be fetched in that order, rarest
 * first, equals in random order. Telling of one more or less costs constant time; that a piece no
 * longer waits costs as many steps as there are different counts.
 */
final class Availability {
  private final int[] order;
  private final int[] position;
  private final int[] count;
  private final Bitfield waiting;
  private final RandomGenerator random;

  /** Where in the order the pieces with this count begin; one entry more than counts in use. */
  private int[] start;

  private int everything;

  /** All pieces wait. */
  Availability(int pieces, RandomGenerator random) {
    this.random = random;
    this.waiting = Bitfield.full(pieces);
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
    int from = count[piece]++;
    if (from + 2 >= start.length) {
      int length = start.length;
      int end = start[length - 1];
      start = Arrays.copyOf(start, length * 2);
      Arrays.fill(start, length, start.length, end);
    }
    if (waiting.get(piece)) {
      int lastOfOld = start[from + 1] - 1;
      swap(position[piece], lastOfOld);
      start[from + 1] = lastOfOld;
      shuffle(lastOfOld, from + 1);
    }
  }

  void decrement(int piece) {
    int from = count[piece]--;
    if (waiting.get(piece)) {
      int firstOfOld = start[from];
      swap(position[piece], firstOfOld);
      start[from] = firstOfOld + 1;
      shuffle(firstOfOld, from - 1);
    }
  }

  /** The piece waits no longer: it is being fetched or is there. */
  void take(int piece) {
    if (waiting.clear(piece)) {
      int at = position[piece];
      for (int higher = count[piece] + 1; higher < start.length; higher++) {
        swap(at, start[higher] - 1);
        at = --start[higher];
      }
    }
  }

  /** The piece waits once more. */
  void giveBack(int piece) {
    if (waiting.set(piece)) {
      int at = start[start.length - 1];
      swap(position[piece], at);
      for (int higher = start.length - 1; higher > count[piece]; higher--) {
        swap(at, start[higher]);
        at = start[higher]++;
      }
      shuffle(at, count[piece]);
    }
  }

  /** Puts what stands at this place anywhere among those with the same count. */
  private void shuffle(int place, int of) {
    swap(place, start[of] + random.nextInt(start[of + 1] - start[of]));
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

  /** As {@link #of}, without the peers that came with everything. */
  int copies(int piece) {
    return count[piece];
  }

  /** The pieces that wait; changes as they do. */
  Bitfield waiting() {
    return waiting;
  }

  /** The waiting piece at this place of the order, rarest first. */
  int rarest(int place) {
    return order[place];
  }
}
