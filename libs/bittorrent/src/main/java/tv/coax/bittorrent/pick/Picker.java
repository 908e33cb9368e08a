package tv.coax.bittorrent.pick;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;

/**
 * Says what to ask a peer for next. It is told what happens and asked for blocks; it knows nothing
 * of connections. A piece is in exactly one of: had, active (some block asked for or arrived),
 * queued, unwanted.
 *
 * <p>Order: pieces with a deadline, earliest first; pieces the peer began; pieces whose first peer
 * gave up; a new piece, as the peer suggested, rarest first or in order; pieces others began;
 * blocks that wait with a slower peer; when nothing else is left (endgame), or a deadline presses,
 * blocks that others were asked for and have not sent. Of a peer that leads only what it suggested
 * and what has a deadline.
 *
 * <p>Asking costs, besides what is given, a look at the pieces that are begun and not wholly asked
 * for: about one for each peer; how many pieces the torrent has does not matter.
 */
public final class Picker {
  private static final int MAX_REQUESTERS = 3;

  /** Less is not worth to take a block from one peer and to ask another; more so before the end. */
  private static final double TAKE_OVER_AT_END_SECONDS = 0.1;

  private static final double TAKE_OVER_SECONDS = 1;

  private final Layout layout;
  private final Bitfield had;
  private final Wishes wishes;
  private final Availability availability;
  private final Map<Integer, ActivePiece> active = new LinkedHashMap<>();
  private final OpenPieces open = new OpenPieces();

  /** Pieces that came out corrupt: the next time one peer alone sends each. */
  private final Set<Integer> doubtful = new HashSet<>();

  private final TreeMap<Long, Integer> deadlines = new TreeMap<>();
  private final Map<Integer, Long> deadlineOf = new LinkedHashMap<>();
  private boolean sequential;

  /**
   * @param had pieces that are verified; the picker keeps a copy
   */
  public Picker(Layout layout, Bitfield had, RandomGenerator random) {
    this.layout = layout;
    this.had = had.copy();
    this.wishes = new Wishes(this.had);
    this.availability = new Availability(layout.pieceCount(), random);
    for (int i = had.nextSet(0); i >= 0; i = had.nextSet(i + 1)) {
      availability.take(i);
    }
  }

  /** Whether new pieces are taken in order rather than rarest first. */
  public void sequential(boolean value) {
    sequential = value;
  }

  public void onEverything() {
    availability.addEverything();
  }

  public void onEverythingGone() {
    availability.removeEverything();
  }

  public void onHave(int piece) {
    availability.increment(piece);
  }

  public void onBitfield(Bitfield pieces) {
    availability.add(pieces);
  }

  /** A peer has the piece no more. */
  public void onLost(int piece) {
    availability.decrement(piece);
  }

  public void onGone(Bitfield pieces) {
    availability.remove(pieces);
  }

  /** How many peers have the piece. */
  public int availability(int piece) {
    return availability.of(piece);
  }

  /** How many peers have the piece, those left out that came with everything. */
  public int copies(int piece) {
    return availability.copies(piece);
  }

  /** Puts the piece before all without a deadline; earlier deadlines go first. */
  public void deadline(int piece, long when) {
    if (had.get(piece)) {
      return;
    }
    noDeadline(piece);
    wishes.want(piece);
    if (!active.containsKey(piece)) {
      availability.giveBack(piece);
    }
    long key = when;
    while (deadlines.containsKey(key)) {
      key++;
    }
    deadlines.put(key, piece);
    deadlineOf.put(piece, key);
  }

  public void noDeadline(int piece) {
    Long key = deadlineOf.remove(piece);
    if (key != null) {
      deadlines.remove(key);
    }
  }

  /** Whether the piece has a deadline. */
  public boolean isUrgent(PieceIndex piece) {
    return deadlineOf.containsKey(piece.value());
  }

  /** Whether the peer would serve a piece that has a deadline. */
  public boolean offersUrgent(PickPeer peer) {
    return deadlines.values().stream().anyMatch(peer::offers);
  }

  /** Gives up to {@code count} blocks to ask the peer for; they count as asked for. */
  public void next(PickPeer peer, int count, Consumer<Block> taker) {
    boolean led = !sequential && peer.leads();
    int left = takeDeadlines(peer, count, taker);
    left = takeFree(open.of(peer), peer, left, taker);
    if (!led) {
      left = takeFree(open.orphans(), peer, left, taker);
    }
    while (left > 0) {
      int piece = nextWaiting(peer, led);
      if (piece < 0) {
        break;
      }
      left = takeFree(activate(piece, peer), peer, left, taker);
    }
    if (left > 0 && !led) {
      left = takeFree(open.all(), peer, left, taker);
      left = left > 0 ? takeOver(peer, left, taker) : 0;
      if (left > 0 && peer.outstanding() == 0) {
        takeEndgame(peer, Math.min(left, 4), taker);
      }
    }
  }

  private int takeDeadlines(PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
    if (deadlines.isEmpty()) {
      return left;
    }
    for (int piece : List.copyOf(deadlines.values())) {
      if (left == 0) {
        return 0;
      }
      if (!peer.offers(piece)) {
        continue;
      }
      ActivePiece found = active.get(piece);
      left = takeFree(found == null ? activate(piece, peer) : found, peer, left, taker);
    }
    return left;
  }

  private ActivePiece activate(int piece, PickPeer owner) {
    PieceIndex index = new PieceIndex(piece);
    ActivePiece fresh = new ActivePiece(index, layout.blockCount(index));
    fresh.owner = owner;
    active.put(piece, fresh);
    availability.take(piece);
    open.update(fresh);
    return fresh;
  }

  private int takeFree(
      Collection<ActivePiece> pieces, PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
    for (ActivePiece piece : pieces) {
      if (left == 0) {
        break;
      }
      left = takeFree(piece, peer, left, taker);
    }
    return left;
  }

  private int takeFree(ActivePiece piece, PickPeer peer, int count, Consumer<Block> taker) {
    if (count == 0
        || piece.free() == 0
        || isOthers(piece, peer)
        || !peer.offers(piece.piece.value())) {
      return count;
    }
    if (isLeft(piece)) {
      piece.owner = peer;
    }
    int left = count;
    for (int i = piece.nextFree(0); i >= 0 && left > 0; i = piece.nextFree(i + 1)) {
      piece.request(i, peer);
      taker.accept(layout.blockOf(piece.piece, i));
      left--;
    }
    open.update(piece);
    return left;
  }

  /** Whether the piece is left to one peer alone, and not to this one. */
  private boolean isOthers(ActivePiece piece, PickPeer peer) {
    return piece.owner != peer && doubtful.contains(piece.piece.value()) && !isLeft(piece);
  }

  /** Whether nobody goes on with the piece. */
  private static boolean isLeft(ActivePiece piece) {
    PickPeer owner = piece.owner;
    return owner == null || !owner.offers(piece.piece.value());
  }

  /** A piece that nobody was asked for and that the peer would serve, or -1. */
  private int nextWaiting(PickPeer peer, boolean led) {
    Bitfield waiting = availability.waiting();
    if (!sequential) {
      int suggested = nextSuggested(peer);
      if (suggested >= 0 || led) {
        return suggested;
      }
    }
    int place = 0;
    int piece = waiting.nextCommon(peer.pieces(), 0);
    while (piece >= 0) {
      int candidate = sequential ? piece : availability.rarest(place++);
      if (peer.offers(candidate)) {
        return candidate;
      }
      if (sequential) {
        piece = waiting.nextCommon(peer.pieces(), piece + 1);
      } else if (place == waiting.count()) {
        return -1;
      }
    }
    return -1;
  }

  private int nextSuggested(PickPeer peer) {
    int piece = peer.nextSuggestion();
    while (piece >= 0 && !(availability.waiting().get(piece) && peer.offers(piece))) {
      piece = peer.nextSuggestion();
    }
    return piece;
  }

  /** Blocks that wait long with a slower peer are taken from it. */
  private int takeOver(PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
    double margin = availability.waiting().isEmpty() ? TAKE_OVER_AT_END_SECONDS : TAKE_OVER_SECONDS;
    List<ActivePiece> latestFirst = new ArrayList<>(active.values()).reversed();
    for (ActivePiece piece : latestFirst) {
      if (piece.asked() == 0 || isOthers(piece, peer) || !peer.offers(piece.piece.value())) {
        continue;
      }
      for (int i = piece.blocks() - 1; i >= 0 && left > 0; i--) {
        List<PickPeer> asked = piece.requesters(i);
        if (asked.size() != 1) {
          continue;
        }
        PickPeer slower = asked.getFirst();
        Block block = layout.blockOf(piece.piece, i);
        if (isSlower(slower, peer, margin) && !slower.soon(block)) {
          piece.release(i, slower);
          slower.takenOver(block);
          piece.request(i, peer);
          taker.accept(block);
          left--;
        }
      }
    }
    return left;
  }

  /** Whether a block at the end of the one's queue would come much sooner from the other. */
  private static boolean isSlower(PickPeer one, PickPeer other, double margin) {
    if (one == other) {
      return false;
    }
    double rate = Math.max(1, one.rateFrom());
    double waits = one.outstanding() * (double) Block.SIZE / rate;
    double instead =
        (other.outstanding() + 1) * (double) Block.SIZE / Math.max(rate, other.rateFrom());
    return waits > 2 * instead + margin;
  }

  private void takeEndgame(PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
    boolean atEnd = availability.waiting().isEmpty();
    if (!atEnd && deadlines.isEmpty()) {
      return;
    }
    for (ActivePiece piece : List.copyOf(active.values())) {
      boolean urgent = atEnd || isUrgent(piece.piece);
      if (!urgent
          || piece.asked() == 0
          || isOthers(piece, peer)
          || !peer.offers(piece.piece.value())) {
        continue;
      }
      for (int i = 0; i < piece.blocks() && left > 0; i++) {
        List<PickPeer> asked = piece.requesters(i);
        if (!piece.received(i) && asked.size() < MAX_REQUESTERS && !asked.contains(peer)) {
          piece.request(i, peer);
          taker.accept(layout.blockOf(piece.piece, i));
          left--;
        }
      }
    }
  }

  /**
   * The block arrived from a peer that was asked for it.
   *
   * @return who else was asked for it; empty if it is not needed (any more)
   */
  public Optional<List<PickPeer>> onReceived(PickPeer peer, Block block) {
    ActivePiece piece = active.get(block.piece().value());
    int number = block.begin() / Block.SIZE;
    if (piece == null || piece.received(number)) {
      return Optional.empty();
    }
    List<PickPeer> others = piece.receive(number, peer);
    open.update(piece);
    return Optional.of(others);
  }

  /** The peer will not send the block: it choked, rejected, left, or took too long. */
  public void onReturned(PickPeer peer, Block block) {
    ActivePiece piece = active.get(block.piece().value());
    if (piece == null) {
      return;
    }
    piece.release(block.begin() / Block.SIZE, peer);
    if (piece.owner == peer) {
      piece.owner = null;
    }
    if (piece.free() == piece.blocks()) {
      requeue(block.piece().value());
    } else {
      open.update(piece);
    }
  }

  /** The piece is on disk and good. */
  public void onVerified(PieceIndex piece) {
    ActivePiece done = active.remove(piece.value());
    if (done != null) {
      open.remove(done);
    }
    availability.take(piece.value());
    noDeadline(piece.value());
    doubtful.remove(piece.value());
    had.set(piece);
    wishes.had(piece.value());
  }

  /**
   * The piece has to be fetched as a whole once more: from one peer alone, so that it shows who
   * lied, this one or one of those before.
   */
  public void onFailed(PieceIndex piece) {
    doubtful.add(piece.value());
    had.clear(piece);
    wishes.lost(piece.value());
    requeue(piece.value());
  }

  /** Some blocks of the piece have to be fetched once more. */
  public void onFailed(PieceIndex piece, List<Block> blocks) {
    ActivePiece found = active.get(piece.value());
    if (found != null) {
      found.owner = null;
      blocks.forEach(block -> found.forget(block.begin() / Block.SIZE));
      open.update(found);
    }
  }

  private void requeue(int piece) {
    ActivePiece dropped = active.remove(piece);
    if (dropped != null) {
      open.remove(dropped);
    }
    if (!wishes.settled(piece)) {
      availability.giveBack(piece);
    }
  }

  /** Only these pieces are wanted; at first all are. One that gets a deadline is wanted too. */
  public void wantOnly(Bitfield pieces) {
    wishes.wantOnly(pieces, had);
    for (int piece = 0; piece < layout.pieceCount(); piece++) {
      if (wishes.settled(piece)) {
        availability.take(piece);
      } else if (!active.containsKey(piece)) {
        availability.giveBack(piece);
      }
    }
  }

  /** A piece that the peer has, and that we want and lack, or -1. */
  public int wanted(Bitfield theirs) {
    return wishes.wantedOf(theirs);
  }

  /** Whether the piece is had or not wanted. */
  public boolean isSettled(int piece) {
    return wishes.settled(piece);
  }

  /** Every piece that is wanted is had. */
  public boolean isSatisfied() {
    return wishes.areSettled();
  }

  public Bitfield had() {
    return had;
  }

  /**
   * Gives every block of the active pieces with who was asked for it. For checks of the invariants.
   */
  public void activeBlocks(BiConsumer<Block, List<PickPeer>> consumer) {
    for (ActivePiece piece : active.values()) {
      for (int i = 0; i < piece.blocks(); i++) {
        consumer.accept(layout.blockOf(piece.piece, i), piece.requesters(i));
      }
    }
  }

  /** Whether the block was asked of the peer and has not arrived. For checks of the invariants. */
  public boolean isRequested(@Nullable PickPeer peer, Block block) {
    ActivePiece piece = active.get(block.piece().value());
    return piece != null && piece.requesters(block.begin() / Block.SIZE).contains(peer);
  }
}
