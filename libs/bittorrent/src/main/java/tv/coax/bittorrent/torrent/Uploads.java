package tv.coax.bittorrent.torrent;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import tv.coax.bittorrent.choke.ChokePeer;
import tv.coax.bittorrent.choke.Choker;
import tv.coax.bittorrent.choke.RateLimiter;
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

  private final Loop loop;
  private final RateLimiter limiter;
  private final Storage storage;
  private final Choker choker;
  private final int slots;
  private final Collection<Peer> peers;
  private final Bitfield had;
  private final Counters counters;
  private final Set<Peer> waiting = new HashSet<>();
  private final Warmth warmth;
  private final FastSets fastSets;

  Uploads(
      Shared shared,
      Storage storage,
      Collection<Peer> peers,
      Bitfield had,
      Counters counters,
      FastSets fastSets) {
    this.loop = shared.environment().loop();
    this.limiter = shared.upload();
    this.storage = storage;
    this.slots = shared.uploadSlots();
    this.choker = new Choker(slots, shared.environment().random());
    this.peers = peers;
    this.had = had;
    this.counters = counters;
    this.warmth = new Warmth(storage, this::pump);
    this.fastSets = fastSets;
  }

  /** The piece will be sent soon. */
  void requested(PieceIndex piece) {
    if (had.get(piece)) {
      warmth.prepare(piece);
    }
  }

  /** Sends the peer what it asked for, as far as link and limit allow. */
  void pump(Peer peer) {
    while (!peer.isClosed() && !waiting.contains(peer) && sendOne(peer)) {
      if (limiter.limited()) {
        waitForTurn(peer);
      }
    }
  }

  private boolean sendOne(Peer peer) {
    Block block = peer.nextUpload();
    if (block == null || peer.unsentBytes() >= window(peer)) {
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
      limiter.whenOpen(() -> {
        waiting.remove(peer);
        pump(peer);
      });
    }
  }

  /** Chooses whom to serve. */
  void round() {
    Set<ChokePeer> served = choker.round(peers, had.isFull(), loop.nanos());
    for (Peer peer : peers) {
      if (served.contains(peer)) {
        peer.unchoke();
      } else {
        peer.choke();
      }
    }
  }

  /** Serves a newcomer at once while there are free slots. */
  void interestChanged(Peer peer) {
    long served = peers.stream().filter(Peer::unchoked).count();
    if (peer.interested() && served < slots) {
      peer.unchoke();
    } else if (peer.interested() && !peer.unchoked()) {
      fastSets.offer(peer);
    }
  }

  void closed(Peer peer) {
    waiting.remove(peer);
  }
}
