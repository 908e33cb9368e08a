package tv.coax.bittorrent.pick;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * gave up; a new piece, rarest first or in order; pieces others began; blocks that wait with a
 * slower peer; at the very end (endgame) blocks that others were asked for and have not sent.
 */
public final class Picker {
  private static final int MAX_REQUESTERS = 3;

  /** So many blocks are left with a peer from which others are taken: they may be on their way. */
  private static final int KEPT_BLOCKS = 3;

  private static final double TAKE_OVER_SECONDS = 0.1;

  private final Layout layout;
  private final Bitfield had;
  private final Wishes wishes;
  private final Availability availability;
  private final Map<Integer, ActivePiece> active = new LinkedHashMap<>();
  private final TreeMap<Long, Integer> deadlines = new TreeMap<>();
  private final Map<Integer, Long> deadlineOf = new LinkedHashMap<>();
  private boolean sequential;
  private int cursor;

  /**
   * @param had pieces that are verified; the picker keeps a copy
   */
  public Picker(Layout layout, Bitfield had, RandomGenerator random) {
    this.layout = layout;
    this.had = had.copy();
    this.wishes = new Wishes(this.had);
    this.availability = new Availability(layout.pieceCount(), random);
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

  /** Puts the piece before all without a deadline; earlier deadlines go first. */
  public void deadline(int piece, long when) {
    if (had.get(piece)) {
      return;
    }
    noDeadline(piece);
    wishes.want(piece);
    cursor = Math.min(cursor, piece);
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
    int left = takeDeadlines(peer, count, taker);
    for (ActivePiece piece : List.copyOf(active.values())) {
      if (left > 0 && (piece.owner == peer || piece.owner == null)) {
        left = takeFree(piece, peer, left, taker);
      }
    }
    while (left > 0) {
      int piece = nextQueued(peer);
      if (piece < 0) {
        break;
      }
      left = takeFree(activate(piece, peer), peer, left, taker);
    }
    for (ActivePiece piece : List.copyOf(active.values())) {
      if (left > 0) {
        left = takeFree(piece, peer, left, taker);
      }
    }
    if (left > 0) {
      left = takeOver(peer, left, taker);
    }
    if (left > 0 && peer.outstanding() == 0) {
      takeEndgame(peer, Math.min(left, 4), taker);
    }
  }

  private int takeDeadlines(PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
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
    return fresh;
  }

  private int takeFree(ActivePiece piece, PickPeer peer, int count, Consumer<Block> taker) {
    if (piece.free() == 0 || !peer.offers(piece.piece.value())) {
      return count;
    }
    if (piece.owner == null) {
      piece.owner = peer;
    }
    int left = count;
    for (int i = piece.nextFree(0); i >= 0 && left > 0; i = piece.nextFree(i + 1)) {
      piece.request(i, peer);
      taker.accept(layout.blockOf(piece.piece, i));
      left--;
    }
    return left;
  }

  private int nextQueued(PickPeer peer) {
    if (sequential) {
      while (cursor < layout.pieceCount()
          && (wishes.settled(cursor) || active.containsKey(cursor))) {
        cursor++;
      }
    }
    int from = sequential ? cursor : 0;
    for (int place = from; place < layout.pieceCount(); place++) {
      int piece = sequential ? place : availability.rarest(place);
      if (isQueued(piece) && peer.offers(piece)) {
        return piece;
      }
    }
    return -1;
  }

  private boolean isQueued(int piece) {
    return !wishes.settled(piece) && !active.containsKey(piece);
  }

  /** Blocks that wait long with a slower peer are taken from it. */
  private int takeOver(PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
    List<ActivePiece> latestFirst = new ArrayList<>(active.values()).reversed();
    for (ActivePiece piece : latestFirst) {
      if (piece.complete() || !peer.offers(piece.piece.value())) {
        continue;
      }
      for (int i = piece.blocks() - 1; i >= 0 && left > 0; i--) {
        List<PickPeer> asked = piece.requesters(i);
        if (asked.size() == 1 && isSlower(asked.getFirst(), peer)) {
          Block block = layout.blockOf(piece.piece, i);
          PickPeer slower = asked.getFirst();
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
  private static boolean isSlower(PickPeer one, PickPeer other) {
    if (one == other || one.outstanding() <= KEPT_BLOCKS) {
      return false;
    }
    double rate = Math.max(1, one.rateFrom());
    double waits = one.outstanding() * (double) Block.SIZE / rate;
    double instead =
        (other.outstanding() + 1) * (double) Block.SIZE / Math.max(rate, other.rateFrom());
    return waits > 2 * instead + TAKE_OVER_SECONDS;
  }

  private void takeEndgame(PickPeer peer, int count, Consumer<Block> taker) {
    int left = count;
    for (ActivePiece piece : List.copyOf(active.values())) {
      if (piece.complete() || !peer.offers(piece.piece.value())) {
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
    return Optional.of(piece.receive(number, peer));
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
    }
  }

  /** The piece is on disk and good. */
  public void onVerified(PieceIndex piece) {
    active.remove(piece.value());
    noDeadline(piece.value());
    had.set(piece);
    wishes.had(piece.value());
  }

  /** The piece has to be fetched as a whole once more. */
  public void onFailed(PieceIndex piece) {
    requeue(piece.value());
    had.clear(piece);
    wishes.lost(piece.value());
  }

  /** Some blocks of the piece have to be fetched once more. */
  public void onFailed(PieceIndex piece, List<Block> blocks) {
    ActivePiece found = active.get(piece.value());
    if (found != null) {
      found.owner = null;
      blocks.forEach(block -> found.forget(block.begin() / Block.SIZE));
    }
  }

  private void requeue(int piece) {
    active.remove(piece);
    cursor = Math.min(cursor, piece);
  }

  /** Only these pieces are wanted; at first all are. One that gets a deadline is wanted too. */
  public void wantOnly(Bitfield pieces) {
    wishes.wantOnly(pieces, had);
  }

  /** Whether the peer has a piece that we want and lack. */
  public boolean wants(Bitfield theirs) {
    return wishes.wantsAnyOf(theirs);
  }

  /** Every piece that is wanted is had. */
  public boolean isSatisfied() {
    return wishes.areSettled();
  }

  public Bitfield had() {
    return had;
  }

  /** Pieces of which a part was asked for or has arrived. */
  public List<PieceIndex> active() {
    List<PieceIndex> pieces = new ArrayList<>();
    active.values().forEach(piece -> pieces.add(piece.piece));
    return pieces;
  }

  /** Whether the block was asked of the peer and has not arrived. For checks of the invariants. */
  public boolean isRequested(@Nullable PickPeer peer, Block block) {
    ActivePiece piece = active.get(block.piece().value());
    return piece != null && piece.requesters(block.begin() / Block.SIZE).contains(peer);
  }
}
