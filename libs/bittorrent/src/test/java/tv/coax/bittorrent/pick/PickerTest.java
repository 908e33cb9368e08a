package tv.coax.bittorrent.pick;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;

/** Boards: a letter for each piece; {@code #} is had or offered, a space is not. */
class PickerTest {
  private static final int BLOCKS = 2;

  private static final class Board {
    private final Layout layout;
    private final Picker picker;

    Board(String had, int... availability) {
      int length = had.length() * BLOCKS * Block.SIZE;
      layout =
          Layout.of(
              BLOCKS * Block.SIZE, List.of(new LayoutFile(List.of("film"), 0, length, false)));
      picker = new Picker(layout, bits(had), new SplittableRandom(1));
      for (int piece = 0; piece < availability.length; piece++) {
        for (int i = 0; i < availability[piece]; i++) {
          picker.onHave(piece);
        }
      }
    }

    List<Integer> pick(PickPeer peer, int blocks) {
      List<Integer> pieces = new ArrayList<>();
      picker.next(peer, blocks, block -> pieces.add(block.piece().value()));
      return pieces;
    }
  }

  private static Bitfield bits(String board) {
    Bitfield bits = new Bitfield(board.length());
    for (int i = 0; i < board.length(); i++) {
      if (board.charAt(i) == '#') {
        bits.set(i);
      }
    }
    return bits;
  }

  /** A peer that suggested pieces. */
  private record Offer(String board, Deque<Integer> suggested) implements PickPeer {
    Offer(String board, Integer... suggested) {
      this(board, new ArrayDeque<>(List.of(suggested)));
    }

    @Override
    public boolean offers(int piece) {
      return board.charAt(piece) == '#';
    }

    @Override
    public Bitfield pieces() {
      return bits(board);
    }

    @Override
    public boolean leads() {
      return !suggested.isEmpty();
    }

    @Override
    public int nextSuggestion() {
      return suggested.isEmpty() ? -1 : suggested.removeFirst();
    }

    @Override
    public double rateFrom() {
      return 0;
    }

    @Override
    public boolean soon(Block block) {
      return false;
    }

    @Override
    public void takenOver(Block block) {
      throw new AssertionError("Nobody is slower here: " + block);
    }

    @Override
    public int outstanding() {
      return 0;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  @Test
  void rarestPieceThatThePeerOffersComesFirst() {
    Board board = new Board("    ", 3, 1, 2, 9);

    assertThat(board.pick(new Offer("# ##"), 5)).containsExactly(2, 2, 0, 0, 3);
  }

  @Test
  void whatIsHadIsNotAskedFor() {
    Board board = new Board("# # ", 1, 1, 1, 1);

    assertThat(board.pick(new Offer("####"), 9)).containsOnly(1, 3).hasSize(4);
  }

  @Test
  void sequentialTakesThePiecesInOrder() {
    Board board = new Board("#    ", 1, 5, 4, 3, 1);
    board.picker.sequential(true);

    assertThat(board.pick(new Offer("#####"), 6)).containsExactly(1, 1, 2, 2, 3, 3);
  }

  @Test
  void ofAPeerThatSuggestsOnlyThatIsAskedForAndWhatIsUrgent() {
    Board board = new Board("# # #  ", 1, 9, 1, 9, 1, 1, 1);
    board.picker.deadline(5, 100);

    assertThat(board.pick(new Offer("#######", 2, 3, 1), 9)).containsExactly(5, 5, 3, 3, 1, 1);
    assertThat(board.pick(new Offer("#######"), 2)).containsExactly(6, 6);
  }

  @Test
  void whoPlaysInOrderIsNotLed() {
    Board board = new Board("    ", 1, 1, 1, 1);
    board.picker.sequential(true);

    assertThat(board.pick(new Offer("####", 3), 2)).containsExactly(0, 0);
  }

  @Test
  void aPieceThatComesBackIsTakenInItsOldOrder() {
    Board board = new Board("    ", 3, 1, 2, 9);
    Offer peer = new Offer("####");
    assertThat(board.pick(peer, 4)).containsExactly(1, 1, 2, 2);
    board.picker.onVerified(new PieceIndex(2));
    board.picker.onFailed(new PieceIndex(1));

    assertThat(board.pick(new Offer("####"), 6)).containsExactly(1, 1, 0, 0, 3, 3);
  }

  @Test
  void deadlinesComeBeforeEverythingEarliestFirst() {
    Board board = new Board("     ", 1, 1, 1, 1, 1);
    board.picker.deadline(4, 200);
    board.picker.deadline(3, 100);

    assertThat(board.pick(new Offer("#####"), 4)).containsExactly(3, 3, 4, 4);
  }

  @Test
  void everybodyHelpsWithAPieceThatHasADeadline() {
    Board board = new Board("   ", 1, 1, 1);
    board.picker.deadline(2, 100);

    assertThat(board.pick(new Offer("###"), 1)).containsExactly(2);
    assertThat(board.pick(new Offer("###"), 1)).containsExactly(2);
  }

  @Test
  void aSecondPeerBeginsAnotherPieceBeforeItJoinsTheFirst() {
    Board board = new Board("  ", 1, 2);

    assertThat(board.pick(new Offer("##"), 1)).containsExactly(0);
    assertThat(board.pick(new Offer("##"), 2)).containsExactly(1, 1);
    assertThat(board.pick(new Offer("##"), 1)).containsExactly(0);
  }

  @Test
  void aPieceThatWasGivenUpIsFinishedFirst() {
    Board board = new Board("   ", 1, 2, 3);
    Offer gone = new Offer("###");
    assertThat(board.pick(gone, 1)).containsExactly(0);
    board.picker.onReceived(gone, board.layout.blockOf(new PieceIndex(0), 0));
    assertThat(board.pick(gone, 1)).containsExactly(0);
    board.picker.onReturned(gone, board.layout.blockOf(new PieceIndex(0), 1));

    assertThat(board.pick(new Offer("###"), 2)).containsExactly(0, 1);
  }

  @Test
  void atTheEndTheSameBlockIsAskedOfOthersWhoAreThenToldToStop() {
    Board board = new Board("# ", 1, 1);
    Offer slow = new Offer("##");
    Offer quick = new Offer("##");
    assertThat(board.pick(slow, 9)).containsExactly(1, 1);
    assertThat(board.pick(quick, 9)).containsExactly(1, 1);

    Block first = board.layout.blockOf(new PieceIndex(1), 0);
    assertThat(board.picker.onReceived(quick, first)).contains(List.of(slow));
    assertThat(board.picker.onReceived(slow, first)).isEmpty();
  }

  @Test
  void afterACorruptPieceEverythingOrOnlyTheBadBlocksAreFetchedAgain() {
    Board board = new Board(" ", 1);
    Offer peer = new Offer("#");
    PieceIndex piece = new PieceIndex(0);
    board.pick(peer, 2);
    board.picker.onReceived(peer, board.layout.blockOf(piece, 0));
    board.picker.onReceived(peer, board.layout.blockOf(piece, 1));
    assertThat(board.pick(peer, 2)).isEmpty();

    board.picker.onFailed(piece, List.of(board.layout.blockOf(piece, 1)));
    assertThat(board.pick(peer, 9)).hasSize(1);

    board.picker.onFailed(piece);
    assertThat(board.pick(peer, 9)).hasSize(2);
  }

  @Test
  void aPieceThatWasCorruptComesFromOnePeerTheNextTime() {
    Board board = new Board(" #", 1, 1);
    Offer first = new Offer("##");
    Offer second = new Offer("##");
    PieceIndex piece = new PieceIndex(0);
    board.pick(first, 1);
    board.pick(second, 1);
    board.picker.onReceived(first, board.layout.blockOf(piece, 0));
    board.picker.onReceived(second, board.layout.blockOf(piece, 1));
    board.picker.onFailed(piece);

    assertThat(board.pick(first, 1)).containsExactly(0);
    assertThat(board.pick(second, 2)).isEmpty();
    assertThat(board.pick(first, 1)).containsExactly(0);
  }

  @Test
  void availabilityOrderHoldsUnderRandomChanges() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    Availability availability = new Availability(50, random.split());
    int[] expected = new int[50];
    Bitfield waiting = Bitfield.full(50);
    for (int step = 0; step < 20_000; step++) {
      int piece = random.nextInt(50);
      if (random.nextInt(10) == 0) {
        availability.take(piece);
        waiting.clear(piece);
      } else if (random.nextInt(10) == 0) {
        availability.giveBack(piece);
        waiting.set(piece);
      } else if (random.nextInt(100) < 52 || expected[piece] == 0) {
        availability.increment(piece);
        expected[piece]++;
      } else {
        availability.decrement(piece);
        expected[piece]--;
      }
      assertThat(availability.of(piece)).as("seed %d", seed).isEqualTo(expected[piece]);
    }
    assertThat(availability.waiting()).isEqualTo(waiting);
    int count = waiting.count();
    for (int place = 0; place < count; place++) {
      int piece = availability.rarest(place);
      assertThat(waiting.clear(piece)).as("seed %d", seed).isTrue();
      assertThat(expected[piece])
          .as("seed %d", seed)
          .isGreaterThanOrEqualTo(expected[availability.rarest(Math.max(0, place - 1))]);
    }
  }
}
