package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.choke.ChokePeer;
import tv.coax.bittorrent.choke.RateMeter;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.LinkHandler;
import tv.coax.bittorrent.pick.PickPeer;
import tv.coax.bittorrent.storage.Storage;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Handshake;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.WireException;

/**
 * One connection to one peer, after the handshake: what both sides said, what we asked for, what it
 * asked for. It knows the rules of the protocol and decides nothing: it tells the listener, and
 * does what it is told. Used on the loop.
 */
public final class Peer implements LinkHandler, PickPeer, ChokePeer {
  /** Requests of a peer that are queued; more are refused. */
  public static final int UPLOAD_QUEUE = 500;

  private static final long IDLE_NANOS = Duration.ofMinutes(2).toNanos();
  private static final int NOTHING = -1;

  private final Loop loop;
  private final Link link;
  private final Layout layout;
  private final Handshake handshake;
  private final boolean outgoing;
  private final PeerListener listener;
  private final Inbox inbox;
  private final Outbox outbox;
  private final RemotePieces remote;
  private final Requests requests = new Requests();
  private final UploadQueue uploads;
  private final Suggestions suggestions = new Suggestions();
  private final Offers offers = new Offers();
  private final Patience patience;
  private final Timeouts timeouts;
  private final Pauses paused;
  private final RateMeter received;
  private final RateMeter sent;
  private @Nullable ExtendedHandshake introduction;
  private boolean choking = true;
  private int wanted = NOTHING;
  private boolean chokedByThem = true;
  private boolean theyAreInterested;
  private boolean closed;
  private long chokingChangedAt;

  public Peer(
      Loop loop,
      Link link,
      Layout layout,
      Handshake handshake,
      boolean outgoing,
      PeerListener listener) {
    this.loop = loop;
    this.link = link;
    this.layout = layout;
    this.handshake = handshake;
    this.outgoing = outgoing;
    this.listener = listener;
    this.paused = new Pauses(link);
    this.outbox = new Outbox(link, loop, layout.pieceCount());
    this.uploads = new UploadQueue(outbox, handshake.fast());
    this.remote = new RemotePieces(layout);
    this.inbox = new Inbox(this, layout, remote, listener);
    long now = loop.nanos();
    this.received = new RateMeter(now);
    this.sent = new RateMeter(now);
    this.chokingChangedAt = now;
    this.patience = new Patience(now);
    this.timeouts = new Timeouts(this, requests, outbox, now);
  }

  @Override
  public void received(ByteBuf bytes) {
    try {
      inbox.received(bytes);
    } catch (WireException e) {
      close(CloseReason.PROTOCOL_ERROR);
    }
  }

  /** A message came; false if no more are taken from it. */
  boolean heard() {
    timeouts.heard(loop.nanos());
    if (outbox.isOverfull()) {
      close(CloseReason.NOT_READING);
    }
    return !closed;
  }

  /** It sent what is of no use, or cost more than it gave: this is borne only for so long. */
  public void bother(int cost, CloseReason reason) {
    if (!patience.spend(cost, loop.nanos())) {
      close(reason);
    }
  }

  @Override
  public void drained() {
    if (!closed && !uploads.isEmpty()) {
      listener.wantsBlocks(this);
    }
  }

  @Override
  public void closed() {
    close(CloseReason.REMOTE_CLOSED);
  }

  void choked(boolean value) {
    chokedByThem = value;
    if (!value) {
      listener.serves(this);
      return;
    }
    suggestions.clear();
    if (!handshake.fast()) {
      giveUpRequests();
    }
  }

  boolean allowedFast(int piece) {
    boolean fresh = offers.allow(piece);
    if (fresh) {
      listener.serves(this);
    }
    return fresh;
  }

  /** It may ask for the piece while we choke it (BEP 6). */
  public void allowFast(PieceIndex piece) {
    uploads.allowFast(piece, layout);
    outbox.send(new Message.AllowedFast(piece.value()));
  }

  /** It may ask for some pieces while we choke it. */
  public boolean isAllowedFast() {
    return uploads.isAllowedFast();
  }

  /**
   * It says that it has the piece no more (BEP 54).
   *
   * @throws WireException if there is no such piece
   */
  public void lost(int index) throws WireException {
    Optional<PieceIndex> piece = remote.remove(index);
    if (piece.isPresent()) {
      offers.lost(index);
      listener.lostPiece(this, piece.get());
      giveUp(requests.of(piece.get()));
    }
  }

  boolean suggested(int piece) {
    boolean taken = !chokedByThem && suggestions.add(piece, loop.nanos());
    if (taken) {
      listener.serves(this);
    }
    return taken;
  }

  void theirInterest(boolean value) {
    theyAreInterested = value;
    listener.interestChanged(this);
  }

  void arrived(int piece, int begin, ByteBuf data) {
    int length = data.readableBytes();
    received.add(length);
    listener.payload(this, length);
    Optional<Block> block = layout.block(piece, begin, length);
    if (block.isPresent() && requests.arrived(block.get(), loop.nanos())) {
      listener.block(this, block.get(), data);
      return;
    }
    data.release();
    listener.wasted(this, length);
    if (requests.tooManyUnsolicited()) {
      close(CloseReason.UNSOLICITED_BLOCKS);
    }
  }

  boolean rejected(Block block) {
    boolean asked = requests.refused(block, !chokedByThem, loop.nanos());
    if (asked) {
      listener.returned(this, List.of(block));
    }
    return asked;
  }

  void requested(Block block) {
    if (uploads.add(block, !choking)) {
      listener.requested(this, block.piece());
      listener.wantsBlocks(this);
    } else {
      bother(1, CloseReason.REQUEST_FLOOD);
    }
  }

  boolean cancelled(Block block) {
    return uploads.cancel(block);
  }

  void extended(int id, byte[] payload) throws WireException {
    if (id == 0) {
      ExtendedHandshake said = ExtendedHandshake.parse(payload);
      introduction = introduction == null ? said : said.after(introduction);
      if (introduction.requestQueue() > 0) {
        requests.remoteQueue(introduction.requestQueue());
      }
      listener.introduced(this, introduction);
    } else {
      listener.extended(this, id, payload);
    }
  }

  /** Sends any message that changes no state kept here. */
  public void send(Message message) {
    outbox.send(message);
  }

  public void unchoke() {
    if (choking) {
      choking = false;
      chokingChangedAt = loop.nanos();
      outbox.send(new Message.Unchoke());
    }
  }

  /** Serves it no more; what it had asked for is refused. */
  public void choke() {
    if (!choking) {
      choking = true;
      chokingChangedAt = loop.nanos();
      outbox.send(new Message.Choke());
      uploads.refuseAll();
    }
  }

  /** Notes a piece that we want of it, or -1, and tells it whether there is one if that changed. */
  public void want(int piece) {
    boolean before = isInteresting();
    wanted = piece;
    if (before != isInteresting()) {
      outbox.send(isInteresting() ? new Message.Interested() : new Message.NotInterested());
    }
  }

  /** The piece that was noted, or -1. */
  public int wantedPiece() {
    return wanted;
  }

  public void request(Block block) {
    requests.add(block, loop.nanos());
    outbox.send(Message.Request.of(block));
  }

  @Override
  public boolean soon(Block block) {
    return requests.soon(block);
  }

  @Override
  public void takenOver(Block block) {
    cancel(block);
  }

  /** The block came from elsewhere. */
  public void cancel(Block block) {
    if (requests.giveUp(block)) {
      outbox.send(Message.Cancel.of(block));
    }
  }

  /** Nothing of the piece is wanted for now. */
  public void cancel(PieceIndex piece) {
    requests.of(piece).forEach(this::cancel);
  }

  /** How many more blocks should be asked for now. */
  public int wanted() {
    return closed ? 0 : requests.wanted(loop.nanos());
  }

  /** How many blocks should be asked for together, to save messages. */
  public int batch() {
    return requests.batch();
  }

  /** Waits no longer for what was asked for; the blocks are returned to the listener. */
  public void giveUpRequests() {
    giveUp(List.copyOf(requests.blocks()));
  }

  private void giveUp(List<Block> blocks) {
    blocks.forEach(requests::giveUp);
    if (!blocks.isEmpty()) {
      listener.returned(this, blocks);
    }
  }

  /** The next block it asked for, if any; it counts as sent. */
  public @Nullable Block nextUpload() {
    return uploads.peek();
  }

  /** Sends the block that {@link #nextUpload} gave. */
  public void upload(Storage storage) {
    Block block = uploads.remove();
    sent.add(block.length());
    outbox.send(block, storage);
  }

  /** Refuses the block that {@link #nextUpload} gave: we do not have it (any more). */
  public void refuseUpload() {
    uploads.refuseFirst();
  }

  public long unsentBytes() {
    return outbox.unsentBytes();
  }

  /**
   * Stops reading from the link; goes on when no reason to pause is left. Returns whether this
   * reason was new or was still there.
   */
  public boolean pause(PauseReason reason, boolean value) {
    return !closed && paused.set(reason, value);
  }

  /** Keeps pace with time: called about once a second. */
  public void tick(long now) {
    requests.adapt(rateFrom());
    timeouts.check(now, !paused.isEmpty());
  }

  /** Closes the connection; the listener is told at once. */
  public void close(CloseReason reason) {
    if (closed) {
      return;
    }
    closed = true;
    giveUpRequests();
    uploads.clear();
    inbox.close();
    outbox.close();
    link.close();
    listener.closed(this, reason);
  }

  /** For long neither side has wanted anything of the other. */
  public boolean isIdle(long now) {
    boolean wanted = isInteresting() || theyAreInterested || !choking;
    return !wanted && now - chokingChangedAt > IDLE_NANOS;
  }

  public boolean isClosed() {
    return closed;
  }

  public boolean isOutgoing() {
    return outgoing;
  }

  public InetSocketAddress address() {
    return link.remoteAddress();
  }

  /** Where it accepts connections, if that is known. */
  public Optional<InetSocketAddress> listenAddress() {
    if (introduction != null && introduction.listenPort() > 0) {
      return Optional.of(
          new InetSocketAddress(link.remoteAddress().getAddress(), introduction.listenPort()));
    }
    return outgoing ? Optional.of(link.remoteAddress()) : Optional.empty();
  }

  public Handshake handshake() {
    return handshake;
  }

  public Optional<ExtendedHandshake> introduction() {
    return Optional.ofNullable(introduction);
  }

  /** What it has; changes as it tells. */
  @Override
  public Bitfield pieces() {
    return remote.pieces();
  }

  public boolean isComplete() {
    return remote.pieces().isFull();
  }

  public boolean chokedByThem() {
    return chokedByThem;
  }

  public boolean isInteresting() {
    return wanted != NOTHING;
  }

  public long receivedBytes() {
    return received.total();
  }

  public long sentBytes() {
    return sent.total();
  }

  /** The blocks asked of it that have not arrived. */
  public Set<Block> requestedBlocks() {
    return requests.blocks();
  }

  @Override
  public boolean offers(int piece) {
    return !closed && remote.has(piece) && (!chokedByThem || offers.allows(piece));
  }

  /** It has not sent what it was asked for, for long. */
  public boolean isSnubbing() {
    return requests.isSnubbed();
  }

  /** Whether it would serve anything. */
  public boolean serves() {
    return !chokedByThem || offers.allowsAny();
  }

  @Override
  public boolean leads() {
    return suggestions.expected(loop.nanos());
  }

  @Override
  public int nextSuggestion() {
    return suggestions.next(loop.nanos());
  }

  @Override
  public int outstanding() {
    return requests.size();
  }

  @Override
  public boolean interested() {
    return theyAreInterested;
  }

  @Override
  public boolean unchoked() {
    return !choking;
  }

  /** It has asked for something that is not sent yet. */
  public boolean isTaking() {
    return !uploads.isEmpty() || outbox.unsentBytes() > 0;
  }

  @Override
  public int pieceCount() {
    return remote.pieces().count();
  }

  @Override
  public long chokingChangedAt() {
    return chokingChangedAt;
  }

  @Override
  public double rateFrom() {
    return received.rate(loop.nanos());
  }

  @Override
  public double rateTo() {
    return sent.rate(loop.nanos());
  }
}
