package tv.coax.bittorrent.torrent;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.choke.ChokePeer;
import tv.coax.bittorrent.choke.Choker;
import tv.coax.bittorrent.choke.RateLimiter;
import tv.coax.bittorrent.choke.Slots;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.storage.Storage;

/** Serves the peers of a torrent: whom, how fast, and block by block in turn. */
final class Uploads {
  /**
   * What is given to a link before it has to take some: as much as goes out in a tenth of a second.
   * The rest waits as numbers, not bytes, and can still be taken back.
   */
  private static final double LINK_WINDOW_SECONDS = 0.1;

  private static final int MIN_LINK_WINDOW_BYTES = 3 * Block.SIZE;
  private static final int MAX_LINK_WINDOW_BYTES = 1024 * 1024;

  /** So long who was unchoked is expected to ask for something. */
  private static final long START_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int MAX_SERVED_PER_SLOT = 3;
  private static final long LONGEST_TURN_NANOS = Duration.ofMillis(250).toNanos();

  private final Loop loop;
  private final RateLimiter limiter;
  private final Storage storage;
  private final Choker choker;
  private final Slots slots;
  private final Collection<Peer> peers;
  private final Bitfield had;
  private final Counters counters;
  private final Set<Peer> waiting = new HashSet<>();
  private final Warmth warmth;
  private final FastSets fastSets;
  private final Spreading spreading;
  private final Bitfield nothing;

  /** Who is being sent a piece under the limit. */
  private @Nullable Peer turn;

  private long turnSince;

  Uploads(
      Shared shared,
      Storage storage,
      Collection<Peer> peers,
      Bitfield had,
      Counters counters,
      Spreading spreading,
      FastSets fastSets) {
    this.loop = shared.environment().loop();
    this.limiter = shared.upload();
    this.storage = storage;
    this.slots = new Slots(shared.uploadSlots());
    this.choker = new Choker(shared.environment().random());
    this.peers = peers;
    this.had = had;
    this.counters = counters;
    this.spreading = spreading;
    this.nothing = new Bitfield(had.size());
    this.warmth = new Warmth(storage, this::pump);
    this.fastSets = fastSets;
  }

  /** What newcomers are told that we have. */
  Bitfield shown() {
    return spreading.hides() ? nothing : had;
  }

  /** The peer told what it has. */
  void came(Peer peer) {
    spreading.came(peer);
  }

  /** The peer has one more piece. */
  void got(Peer peer, PieceIndex piece) {
    spreading.got(peer, piece);
  }

  /** The piece will be sent soon. */
  void requested(Peer peer, PieceIndex piece) {
    spreading.asked(peer, piece);
    if (had.get(piece)) {
      warmth.prepare(piece);
    }
  }

  /**
   * Sends the peer what it asked for, as far as link and limit allow. Under a limit the peers take
   * turns of a piece each, if that does not take long: so the first has it soon and can pass it on.
   */
  void pump(Peer peer) {
    while (!peer.isClosed() && !waiting.contains(peer)) {
      Block block = peer.nextUpload();
      if (block == null || !send(peer, block)) {
        return;
      }
      if (limiter.limited() && !goesOn(peer, block)) {
        waitForTurn(peer);
      }
    }
  }

  /** Whether the peer, which was just sent the block, may be sent one more at once. */
  private boolean goesOn(Peer peer, Block sent) {
    Block next = peer.nextUpload();
    if (turn != peer) {
      turn = peer;
      turnSince = loop.nanos();
    }
    boolean goesOn =
        next != null
            && next.piece().equals(sent.piece())
            && loop.nanos() - turnSince < LONGEST_TURN_NANOS;
    if (!goesOn) {
      turn = null;
    }
    return goesOn;
  }

  private boolean send(Peer peer, Block block) {
    if (peer.unsentBytes() >= window(peer)) {
      return false;
    }
    if (!had.get(block.piece())) {
      peer.refuseUpload();
      return true;
    }
    if (!warmth.isWarm(block.piece(), peer)) {
      return false;
    }
    if (!limiter.open()) {
      waitForTurn(peer);
      return false;
    }
    limiter.take(block.length());
    counters.uploaded(block.length());
    peer.upload(storage);
    return true;
  }

  private static long window(Peer peer) {
    long bytes = (long) (peer.rateTo() * LINK_WINDOW_SECONDS);
    return Math.clamp(bytes, MIN_LINK_WINDOW_BYTES, MAX_LINK_WINDOW_BYTES);
  }

  private void waitForTurn(Peer peer) {
    if (waiting.add(peer)) {
      Runnable goOn =
          () -> {
            waiting.remove(peer);
            pump(peer);
          };
      if (turn == peer) {
        limiter.whenOpenNext(goOn);
      } else {
        limiter.whenOpen(goOn);
      }
    }
  }

  /** Chooses whom to serve. */
  void round() {
    slots.round(
        counters.uploadRate(loop.nanos()), taking() >= slots.count() && !limiter.holdsBack());
    Set<ChokePeer> served = choker.round(peers, slots.count(), rule(), loop.nanos());
    for (Peer peer : peers) {
      if (served.contains(peer)) {
        serve(peer);
      } else if (peer.unchoked()) {
        peer.choke();
        spreading.lost(peer);
      }
    }
  }

  private Choker.Rule rule() {
    if (!had.isFull()) {
      return Choker.Rule.TIT_FOR_TAT;
    }
    return spreading.isActive() ? Choker.Rule.STAY : Choker.Rule.IN_TURN;
  }

  private void serve(Peer peer) {
    if (!peer.unchoked()) {
      peer.unchoke();
      spreading.served(peer);
    }
  }

  /** Called about once a second. */
  void tick() {
    spreading.tick();
    fillSlots();
  }

  /** Serves a newcomer, or whoever takes the place of one that wants nothing, at once. */
  void interestChanged(Peer peer) {
    if (peer.interested() ? !peer.unchoked() : peer.unchoked()) {
      fillSlots();
    }
    if (peer.interested() && !peer.unchoked() && !spreading.leads(peer)) {
      fastSets.offer(peer);
    }
  }

  /** As long as fewer than there are slots take what they may, others are served besides. */
  private void fillSlots() {
    if (!somebodyWaits()) {
      return;
    }
    int taking = taking();
    long served = peers.stream().filter(Peer::unchoked).count();
    while (taking < slots.count() && served < (long) MAX_SERVED_PER_SLOT * slots.count()) {
      ChokePeer next = choker.another(peers);
      if (next == null) {
        return;
      }
      serve((Peer) next);
      taking++;
      served++;
    }
  }

  private boolean somebodyWaits() {
    for (Peer peer : peers) {
      if (peer.interested() && !peer.unchoked()) {
        return true;
      }
    }
    return false;
  }

  /** How many are served who take something, or may be about to. */
  private int taking() {
    long now = loop.nanos();
    int taking = 0;
    for (Peer peer : peers) {
      boolean starting = peer.interested() && now - peer.chokingChangedAt() < START_NANOS;
      if (peer.unchoked() && (starting || peer.isTaking())) {
        taking++;
      }
    }
    return taking;
  }

  void closed(Peer peer) {
    if (turn == peer) {
      turn = null;
    }
    waiting.remove(peer);
    spreading.closed(peer);
    if (peers.stream().allMatch(other -> other == peer)) {
      spreading.alone();
    }
  }
}
