package tv.coax.bittorrent.torrent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.pick.Picker;
import tv.coax.bittorrent.wire.Message;

/**
 * At the start of a swarm, when only we have the pieces: each is given to one peer, who passes it
 * on, before any is given twice. Peers are told what to fetch by suggestions (BEP 6), or, as BEP 16
 * (super seeding) has it, by hiding everything else. It is over when every piece was given once or
 * has been seen elsewhere; from then on peers choose.
 */
final class Spreading {
  /**
   * So much is offered to a peer beyond what it has begun to fetch, and at least so many pieces.
   */
  private static final int AHEAD_BLOCKS = 32;

  private static final int AHEAD_PIECES = 2;

  /** With everything hidden, a peer gets no more while so many of its pieces are nowhere else. */
  private static final int MAX_ALONE = 8;

  private static final int MAX_BAITS = 64;

  /** How the peer ids of this engine begin. */
  private static final String OURS = "-CX";

  private final Picker picker;
  private final Collection<Peer> peers;
  private final RandomGenerator random;
  private final boolean hide;
  private final int ahead;
  private final int pieces;
  private final Deque<Integer> queue = new ArrayDeque<>();
  private final Deque<Integer> baits = new ArrayDeque<>();
  private final Map<Peer, Offers> offers = new HashMap<>();
  private final Map<Integer, Peer> holders = new HashMap<>();

  /** With everything hidden, the pieces that a peer was told of. */
  private final Map<Peer, Bitfield> told = new HashMap<>();

  private boolean active;
  private boolean over;

  /** What one peer was offered. */
  private static final class Offers {
    /** Offered, and not asked for yet. */
    private final Set<Integer> ahead = new LinkedHashSet<>();

    /** Being fetched. */
    private final Set<Integer> begun = new LinkedHashSet<>();

    /** How many it has that nobody else has. */
    private int alone;
  }

  /**
   * @param hide whether peers are told of a piece only when it is offered to them
   */
  Spreading(
      Layout layout, Picker picker, Collection<Peer> peers, RandomGenerator random, boolean hide) {
    this.picker = picker;
    this.peers = peers;
    this.random = random;
    this.hide = hide;
    this.pieces = layout.pieceCount();
    int blocks = Math.max(1, layout.pieceLength() / Block.SIZE);
    this.ahead = Math.max(AHEAD_PIECES, AHEAD_BLOCKS / blocks);
  }

  /** Whether pieces are being given out one by one. */
  boolean isActive() {
    return active;
  }

  /** Whether newcomers are not told what we have. */
  boolean hides() {
    return hide && !over && picker.had().isFull();
  }

  /**
   * Whether the peer is to get from others what was given to them: it is of our make, or sees only
   * what is meant for it.
   */
  boolean leads(Peer peer) {
    boolean ours =
        new String(peer.handshake().peerId(), 0, 3, StandardCharsets.ISO_8859_1).equals(OURS);
    return !over && picker.had().isFull() && (hide || ours);
  }

  /** A peer is there, and what it has is known. */
  void came(Peer peer) {
    if (hides() && !peer.isClosed()) {
      begin();
      bait(peer);
    }
  }

  /** The peer is served from now on. */
  void served(Peer peer) {
    if (!active && !over && picker.had().isFull() && (hide || wantedByMany())) {
      begin();
      peers.stream().filter(Peer::unchoked).forEach(this::offer);
    }
    offer(peer);
  }

  private boolean wantedByMany() {
    return peers.stream().filter(Peer::interested).limit(2).count() == 2;
  }

  private void begin() {
    if (!active) {
      active = true;
      List<Integer> all = new ArrayList<>(pieces);
      for (int piece = 0; piece < pieces; piece++) {
        all.add(piece);
      }
      Collections.shuffle(all, Random.from(random));
      queue.addAll(all);
    }
  }

  private void offer(Peer peer) {
    if (!active || !peer.unchoked() || !(hide || peer.handshake().fast())) {
      return;
    }
    Offers of = offers.computeIfAbsent(peer, first -> new Offers());
    while (active
        && of.ahead.size() < ahead
        && !(of.alone >= MAX_ALONE && hide && wantedByMany())) {
      int piece = next();
      if (piece >= 0) {
        of.ahead.add(piece);
        tell(peer, piece);
      }
    }
  }

  private int next() {
    while (!queue.isEmpty()) {
      int piece = queue.remove();
      if (picker.copies(piece) == 0) {
        return piece;
      }
    }
    end();
    return -1;
  }

  private void tell(Peer peer, int piece) {
    if (hide) {
      if (!told(peer).set(piece)) {
        return;
      }
      peer.send(new Message.Have(piece));
      baits.addFirst(piece);
      if (baits.size() > MAX_BAITS) {
        baits.removeLast();
      }
    } else {
      peer.send(new Message.SuggestPiece(piece));
    }
  }

  private Bitfield told(Peer peer) {
    return told.computeIfAbsent(peer, first -> new Bitfield(pieces));
  }

  /** Shows one piece, given to somebody else before, so that the peer has a reason to ask. */
  private void bait(Peer peer) {
    int piece = -1;
    for (int candidate : baits) {
      if (!peer.pieces().get(candidate)) {
        piece = candidate;
        break;
      }
    }
    if (piece < 0) {
      piece = next();
      if (piece >= 0) {
        queue.addFirst(piece);
      }
    }
    if (piece >= 0) {
      tell(peer, piece);
    }
  }

  /** The peer asked for a block of the piece. */
  void asked(Peer peer, PieceIndex piece) {
    Offers of = offers.get(peer);
    if (active && of != null && of.ahead.remove(piece.value())) {
      of.begun.add(piece.value());
      offer(peer);
    }
  }

  /** The peer has one more piece. */
  void got(Peer peer, PieceIndex piece) {
    if (!active) {
      return;
    }
    Offers of = offers.get(peer);
    boolean ours = of != null && (of.begun.remove(piece.value()) | of.ahead.remove(piece.value()));
    Peer before = holders.get(piece.value());
    if (before != null && before != peer) {
      holders.remove(piece.value());
      seenElsewhere(before);
    } else if (ours && of != null && picker.copies(piece.value()) == 1) {
      holders.put(piece.value(), peer);
      of.alone++;
    }
    if (hide && !peer.unchoked()) {
      bait(peer);
    }
    offer(peer);
  }

  private void seenElsewhere(Peer holder) {
    Offers of = offers.get(holder);
    if (of != null) {
      of.alone--;
      offer(holder);
    }
  }

  /** The peer is not served any more, or is gone: what it has not fetched goes to others. */
  void lost(Peer peer) {
    Offers of = offers.remove(peer);
    if (of != null) {
      of.begun.forEach(queue::addFirst);
      of.ahead.forEach(queue::addFirst);
      holders.values().removeIf(holder -> holder == peer);
    }
  }

  /** The connection is gone. */
  void closed(Peer peer) {
    lost(peer);
    told.remove(peer);
  }

  /** No peer is left: with the next ones all begins anew. */
  void alone() {
    queue.clear();
    baits.clear();
    told.clear();
    active = false;
    over = false;
  }

  /** Called about once a second: who has nothing left to fetch gets more in any case. */
  void tick() {
    if (active && hide) {
      for (Peer peer : List.copyOf(peers)) {
        Offers of = offers.get(peer);
        if (of != null && of.ahead.isEmpty() && of.begun.isEmpty()) {
          of.alone = 0;
          holders.values().removeIf(holder -> holder == peer);
          offer(peer);
        }
      }
    }
  }

  private void end() {
    active = false;
    over = true;
    offers.clear();
    holders.clear();
    if (hide) {
      for (Peer peer : peers) {
        for (int piece = 0; piece < pieces; piece++) {
          if (!peer.pieces().get(piece) && told(peer).set(piece)) {
            peer.send(new Message.Have(piece));
          }
        }
      }
    }
  }
}
