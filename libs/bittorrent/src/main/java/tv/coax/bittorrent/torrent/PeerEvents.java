package tv.coax.bittorrent.torrent;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;
import tv.coax.bittorrent.choke.RateLimiter;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.PauseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.peer.PeerListener;
import tv.coax.bittorrent.pick.Picker;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.HashRange;

/** Leads what one peer does to the parts of the torrent that it concerns. */
final class PeerEvents implements PeerListener {
  private final Picker picker;
  private final Swarm swarm;
  private final Downloads downloads;
  private final Uploads uploads;
  private final HashExchange hashExchange;
  private final HashAnswers hashAnswers;
  private final Extensions extensions;
  private final Counters counters;
  private final RateLimiter limiter;
  private final Consumer<Peer> maybeComplete;
  private boolean everything;

  PeerEvents(
      Picker picker,
      Swarm swarm,
      Downloads downloads,
      Uploads uploads,
      HashExchange hashExchange,
      HashAnswers hashAnswers,
      Extensions extensions,
      Counters counters,
      RateLimiter limiter,
      Consumer<Peer> maybeComplete) {
    this.picker = picker;
    this.swarm = swarm;
    this.downloads = downloads;
    this.uploads = uploads;
    this.hashExchange = hashExchange;
    this.hashAnswers = hashAnswers;
    this.extensions = extensions;
    this.counters = counters;
    this.limiter = limiter;
    this.maybeComplete = maybeComplete;
  }

  @Override
  public void hasPieces(Peer peer, Bitfield pieces) {
    everything = pieces.isFull();
    if (everything) {
      picker.onEverything();
    } else {
      picker.onBitfield(pieces);
    }
    hashExchange.hasMore(peer);
    downloads.consider(peer);
    uploads.came(peer);
    maybeComplete.accept(peer);
  }

  @Override
  public void hasPiece(Peer peer, PieceIndex piece) {
    picker.onHave(piece.value());
    hashExchange.hasMore(peer);
    if (peer.outstanding() == 0 || !peer.isInteresting()) {
      downloads.consider(peer);
    }
    uploads.got(peer, piece);
    maybeComplete.accept(peer);
  }

  @Override
  public void lostPiece(Peer peer, PieceIndex piece) {
    if (everything) {
      everything = false;
      picker.onEverythingGone();
      picker.onBitfield(peer.pieces());
    } else {
      picker.onLost(piece.value());
    }
    peer.want(picker.wanted(peer.pieces()));
  }

  @Override
  public void serves(Peer peer) {
    downloads.fill(peer);
  }

  @Override
  public void returned(Peer peer, List<Block> blocks) {
    downloads.returned(peer, blocks);
  }

  @Override
  public void block(Peer peer, Block block, ByteBuf data) {
    downloads.block(peer, block, data);
  }

  @Override
  public void wasted(Peer peer, int bytes) {
    counters.downloaded(bytes);
    counters.wasted(bytes);
  }

  @Override
  public void interestChanged(Peer peer) {
    uploads.interestChanged(peer);
  }

  @Override
  public void requested(Peer peer, PieceIndex piece) {
    uploads.requested(peer, piece);
  }

  @Override
  public void wantsBlocks(Peer peer) {
    uploads.pump(peer);
  }

  @Override
  public void introduced(Peer peer, ExtendedHandshake handshake) {
    swarm.introduced(peer);
    maybeComplete.accept(peer);
  }

  @Override
  public void extended(Peer peer, int id, byte[] payload) {
    extensions.received(peer, id, payload);
  }

  @Override
  public void hashRequest(Peer peer, HashRange range) {
    hashAnswers.answer(peer, range);
  }

  @Override
  public void hashes(Peer peer, HashRange range, byte[] hashes) {
    hashExchange.hashes(peer, range, hashes);
  }

  @Override
  public void hashReject(Peer peer, HashRange range) {
    hashExchange.reject(peer, range);
  }

  @Override
  public void payload(Peer peer, int bytes) {
    boolean open = limiter.take(bytes);
    if (!open && peer.pause(PauseReason.RATE, true)) {
      limiter.whenOpen(() -> peer.pause(PauseReason.RATE, false));
    }
  }

  @Override
  public void closed(Peer peer, CloseReason reason) {
    if (everything) {
      picker.onEverythingGone();
    } else {
      picker.onGone(peer.pieces());
    }
    uploads.closed(peer);
    extensions.closed(peer);
    hashExchange.closed(peer);
    swarm.closed(peer, reason);
  }
}
