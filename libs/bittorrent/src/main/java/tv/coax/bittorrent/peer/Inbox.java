package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.Merkle;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageLimits;
import tv.coax.bittorrent.wire.MessageSink;
import tv.coax.bittorrent.wire.WireException;

/** Turns the messages of a peer into what they mean for this torrent, or refuses them. */
final class Inbox implements MessageSink {
  /** What saying anew who it is costs a peer of our patience. */
  private static final int INTRODUCTION_COST = 20;

  /** Most programs ask for 16 KiB at a time, some old ones for more. */
  private static final int MAX_REQUEST_BYTES = 128 * 1024;

  /** The hashes of the blocks of one piece are asked for together. */
  private static final int HASH_RANGE_BYTES = 48;

  private final Peer peer;
  private final Layout layout;
  private final RemotePieces remote;
  private final PeerListener listener;
  private final MessageDecoder decoder;

  Inbox(Peer peer, Layout layout, RemotePieces remote, PeerListener listener) {
    this.peer = peer;
    this.layout = layout;
    this.remote = remote;
    this.listener = listener;
    this.decoder = new MessageDecoder(limits(layout));
  }

  private static MessageLimits limits(Layout layout) {
    int leaves = Math.ceilDiv(layout.pieceLength(), Block.SIZE);
    return new MessageLimits(
        Math.ceilDiv(layout.pieceCount(), Byte.SIZE), HASH_RANGE_BYTES + leaves * Merkle.HASH);
  }

  void received(ByteBuf bytes) throws WireException {
    decoder.decode(bytes, this);
  }

  void close() {
    decoder.close();
  }

  @Override
  public void message(Message message) throws WireException {
    if (!peer.heard()) {
      release(message);
      return;
    }
    switch (message) {
      case Message.Choke() -> choked(true);
      case Message.Unchoke() -> choked(false);
      case Message.Interested() -> interest(true);
      case Message.NotInterested() -> interest(false);
      case Message.Have(int piece) -> have(piece);
      case Message.HaveBits(byte[] bits) -> bitfield(remote.parse(bits));
      case Message.HaveAll() -> has(Bitfield.full(layout.pieceCount()));
      case Message.HaveNone() -> has(new Bitfield(layout.pieceCount()));
      case Message.Request(int piece, int begin, int length) ->
          peer.requested(block(piece, begin, length));
      case Message.Piece(int piece, int begin, ByteBuf data) -> peer.arrived(piece, begin, data);
      case Message.Cancel(int piece, int begin, int length) ->
          useful(peer.cancelled(block(piece, begin, length)));
      case Message.Reject(int piece, int begin, int length) ->
          useful(peer.rejected(block(piece, begin, length)));
      case Message.AllowedFast(int piece) ->
          useful(layout.piece(piece).isPresent() && peer.allowedFast(piece));
      case Message.SuggestPiece(int piece) ->
          useful(layout.piece(piece).isPresent() && peer.suggested(piece));
      case Message.Extended(int id, byte[] payload) -> extended(id, payload);
      case Message.HashRequest(var range) -> {
        useful(false);
        listener.hashRequest(peer, range);
      }
      case Message.Hashes(var range, byte[] hashes) -> listener.hashes(peer, range, hashes);
      case Message.HashReject(var range) -> {
        useful(false);
        listener.hashReject(peer, range);
      }
      case Message.KeepAlive() -> useful(false);
      case Message.Port(int port) -> useful(false);
      case Message.Unknown(int id) -> useful(false);
    }
  }

  private static void release(Message message) {
    if (message instanceof Message.Piece(int piece, int begin, ByteBuf data)) {
      data.release();
    }
  }

  /** What is of no use, or may not be, is borne for a while. */
  private void useful(boolean value) {
    if (!value) {
      peer.bother(1, CloseReason.MESSAGE_FLOOD);
    }
  }

  private void extended(int id, byte[] payload) throws WireException {
    peer.bother(id == 0 ? INTRODUCTION_COST : 1, CloseReason.MESSAGE_FLOOD);
    if (!peer.isClosed()) {
      peer.extended(id, payload);
    }
  }

  private void choked(boolean value) {
    useful(peer.chokedByThem() != value);
    peer.choked(value);
  }

  private void interest(boolean value) {
    useful(false);
    peer.theirInterest(value);
  }

  private void have(int index) throws WireException {
    Optional<PieceIndex> fresh = remote.add(index);
    useful(fresh.isPresent());
    fresh.ifPresent(piece -> listener.hasPiece(peer, piece));
  }

  private void has(Bitfield pieces) throws WireException {
    remote.tell(pieces);
    listener.hasPieces(peer, remote.pieces());
  }

  private Block block(int piece, int begin, int length) throws WireException {
    return layout
        .block(piece, begin, length)
        .filter(block -> block.length() <= MAX_REQUEST_BYTES)
        .orElseThrow(() -> new WireException("There is no such block in the torrent."));
  }

  private void bitfield(Bitfield bits) throws WireException {
    if (!remote.isTold()) {
      has(bits);
      return;
    }
    useful(false);
    // aria2 sends one again where it is shorter than the messages for single pieces.
    for (int i = bits.nextSet(0); i >= 0 && !peer.isClosed(); i = bits.nextSet(i + 1)) {
      remote.add(i).ifPresent(piece -> listener.hasPiece(peer, piece));
    }
  }
}
