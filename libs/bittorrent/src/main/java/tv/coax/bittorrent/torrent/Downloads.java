package tv.coax.bittorrent.torrent;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.peer.PauseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.pick.PickPeer;
import tv.coax.bittorrent.pick.Picker;
import tv.coax.bittorrent.storage.Storage;
import tv.coax.bittorrent.storage.Verdict;

/** Fetches what is missing: asks, takes blocks, hands them to the storage, draws conclusions. */
final class Downloads implements HashExchange.Proofs {
  /** A peer with so few outstanding is asked for more at once; others in batches. */
  private static final int MIN_OUTSTANDING = 8;

  /** What the rest of the torrent is told. */
  interface Outcome {
    void pieceVerified(PieceIndex piece);

    void liar(Peer peer);

    void diskFailed(Exception cause);

    void contradiction(PieceIndex piece);

    /** Asks for the true hashes of the piece's blocks, now or later; false if nobody can tell. */
    boolean askForHashes(PieceIndex piece);
  }

  private final Layout layout;
  private final boolean provable;
  private final Picker picker;
  private final Storage storage;
  private final Collection<Peer> peers;
  private final Counters counters;
  private final Outcome outcome;
  private final Suspicions suspicions = new Suspicions();
  private final Map<PieceIndex, @Nullable Peer[]> senders = new HashMap<>();
  private final Map<PieceIndex, byte[]> awaitingProof = new HashMap<>();
  private final Runnable roomAgain = this::roomAgain;
  private boolean enabled;

  Downloads(
      Layout layout,
      boolean provable,
      Picker picker,
      Storage storage,
      Collection<Peer> peers,
      Counters counters,
      Outcome outcome) {
    this.layout = layout;
    this.provable = provable;
    this.picker = picker;
    this.storage = storage;
    this.peers = peers;
    this.counters = counters;
    this.outcome = outcome;
  }

  /** Whether anything is asked for at all. */
  void enable(boolean value) {
    enabled = value;
    if (value) {
      fillAll();
    }
  }

  boolean enabled() {
    return enabled;
  }

  void fillAll() {
    bestFirst().forEach(this::consider);
  }

  /** Who does not send what it was asked for comes last, so that others get the next chance. */
  private List<Peer> bestFirst() {
    List<Peer> all = new ArrayList<>(peers);
    all.sort(Comparator.comparing(Peer::isSnubbing));
    return all;
  }

  /** Takes back what is not urgent from the peers that have something urgent, and asks for that. */
  void makeWay() {
    for (Peer peer : List.copyOf(peers)) {
      if (picker.offersUrgent(peer)) {
        for (Block block : List.copyOf(peer.requestedBlocks())) {
          if (!picker.isUrgent(block.piece())) {
            peer.cancel(block);
            picker.onReturned(peer, block);
          }
        }
      }
    }
    fillAll();
  }

  /** The peer may have something new for us. */
  void consider(Peer peer) {
    int wanted = peer.wantedPiece();
    if (wanted < 0 || picker.isSettled(wanted)) {
      peer.want(picker.wanted(peer.pieces()));
    }
    fill(peer);
  }

  /** The piece is there: peers that were wanted for it may be of no interest any more. */
  void noLongerWanted(PieceIndex piece) {
    for (Peer peer : List.copyOf(peers)) {
      if (peer.wantedPiece() == piece.value()) {
        peer.want(picker.wanted(peer.pieces()));
      }
    }
  }

  /** Asks the peer for as much as is good. */
  void fill(Peer peer) {
    if (enabled && peer.isInteresting() && peer.serves() && storage.budget().hasRoom()) {
      int wanted = peer.wanted();
      if (wanted >= peer.batch() || peer.outstanding() < MIN_OUTSTANDING) {
        picker.next(peer, wanted, peer::request);
      }
    }
  }

  void returned(Peer peer, List<Block> blocks) {
    blocks.forEach(block -> picker.onReturned(peer, block));
    for (Peer other : bestFirst()) {
      if (other != peer && other.outstanding() == 0) {
        fill(other);
      }
    }
  }

  void block(Peer peer, Block block, ByteBuf data) {
    counters.downloaded(block.length());
    Optional<List<PickPeer>> others = enabled ? picker.onReceived(peer, block) : Optional.empty();
    if (others.isEmpty()) {
      picker.onReturned(peer, block);
      counters.wasted(block.length());
      data.release();
      return;
    }
    for (PickPeer other : others.get()) {
      ((Peer) other).cancel(block);
    }
    PieceIndex piece = block.piece();
    senders
            .computeIfAbsent(piece, first -> new Peer[layout.blockCount(piece)])[
            block.begin() / Block.SIZE] =
        peer;
    storage.write(block, data);
    if (storage.budget().hasRoom()) {
      fill(peer);
    } else {
      holdBack();
    }
  }

  private void holdBack() {
    peers.forEach(peer -> peer.pause(PauseReason.DISK, true));
    storage.budget().whenRoom(roomAgain);
  }

  private void roomAgain() {
    peers.forEach(peer -> peer.pause(PauseReason.DISK, false));
    fillAll();
  }

  void verdict(PieceIndex piece, Verdict verdict) {
    switch (verdict) {
      case Verdict.Good(byte[] fingerprints) -> good(piece, fingerprints);
      case Verdict.Corrupt(byte[] fingerprints) -> corrupt(piece, fingerprints);
      case Verdict.Contradiction() -> outcome.contradiction(piece);
      case Verdict.Unwritten(var cause) -> {
        senders.remove(piece);
        peers.forEach(peer -> peer.cancel(piece));
        picker.onFailed(piece);
        outcome.diskFailed(cause);
      }
    }
  }

  private void good(PieceIndex piece, byte @Nullable [] fingerprints) {
    if (fingerprints != null) {
      suspicions.liars(piece, fingerprints).forEach(outcome::liar);
    }
    credit(piece);
    picker.onVerified(piece);
    outcome.pieceVerified(piece);
  }

  private void credit(PieceIndex piece) {
    @Nullable Peer[] from = senders.remove(piece);
    if (from == null) {
      return;
    }
    for (int i = 0; i < from.length; i++) {
      Peer peer = from[i];
      if (peer != null) {
        InetSocketAddress source = peer.listenAddress().orElse(peer.address());
        counters.verified(source, layout.blockOf(piece, i).length());
      }
    }
  }

  private void corrupt(PieceIndex piece, byte[] fingerprints) {
    counters.hashFailed();
    @Nullable Peer[] from = senders.get(piece);
    if (from == null) {
      refetch(piece);
      return;
    }
    Suspicions.onlySenders(from).forEach(outcome::liar);
    if (provable) {
      awaitingProof.put(piece, fingerprints.clone());
      if (outcome.askForHashes(piece)) {
        return;
      }
      awaitingProof.remove(piece);
    }
    suspicions.failed(piece, fingerprints, from);
    counters.wasted(layout.dataLengthOf(piece));
    refetch(piece);
  }

  @Override
  public void noProof(PieceIndex piece) {
    byte[] fingerprints = awaitingProof.remove(piece);
    @Nullable Peer[] from = senders.get(piece);
    if (fingerprints != null && from != null) {
      suspicions.failed(piece, fingerprints, from);
      counters.wasted(layout.dataLengthOf(piece));
      refetch(piece);
    }
  }

  /** The true hashes of a corrupt piece's blocks: who sent others lied; only those are fetched. */
  @Override
  public void proof(PieceIndex piece, byte[] right) {
    byte[] received = awaitingProof.remove(piece);
    @Nullable Peer[] from = senders.get(piece);
    if (received == null || from == null) {
      return;
    }
    List<Integer> wrong = Suspicions.wrongBlocks(received, right);
    List<Block> bad = wrong.stream().map(number -> layout.blockOf(piece, number)).toList();
    storage.discard(piece, bad);
    picker.onFailed(piece, bad);
    for (int number : wrong) {
      Peer sender = from[number];
      from[number] = null;
      counters.wasted(layout.blockOf(piece, number).length());
      if (sender != null) {
        outcome.liar(sender);
      }
    }
    fillAll();
  }

  private void refetch(PieceIndex piece) {
    senders.remove(piece);
    storage.discard(piece);
    picker.onFailed(piece);
    fillAll();
  }

  /** A piece that was good is not any more: it has rotted on the disk. */
  void lost(PieceIndex piece) {
    picker.onFailed(piece);
    fillAll();
  }
}
