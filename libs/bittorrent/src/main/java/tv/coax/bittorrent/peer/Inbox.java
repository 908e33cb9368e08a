package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.MessageDecoder;
import tv.coax.bittorrent.wire.MessageSink;
import tv.coax.bittorrent.wire.WireException;

/** Turns the messages of a peer into what they mean for this torrent, or refuses them. */
final class Inbox implements MessageSink {
  private static final int MAX_BODY = 300_000;

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
    this.decoder = new MessageDecoder(Math.max(MAX_BODY, layout.pieceCount() / 8 + 2));
  }

  void received(ByteBuf bytes) throws WireException {
    decoder.decode(bytes, this);
  }

  void close() {
    decoder.close();
  }

  @Override
  public void message(Message message) throws WireException {
    switch (message) {
      case Message.KeepAlive() -> {}
      case Message.Choke() -> peer.choked(true);
      case Message.Unchoke() -> peer.choked(false);
      case Message.Interested() -> peer.theirInterest(true);
      case Message.NotInterested() -> peer.theirInterest(false);
      case Message.Have(int piece) ->
          remote.add(piece).ifPresent(index -> listener.hasPiece(peer, index));
      case Message.HaveBits(byte[] bits) -> bitfield(remote.parse(bits));
      case Message.HaveAll() -> {
        remote.tell(Bitfield.full(layout.pieceCount()));
        listener.hasPieces(peer, remote.pieces());
      }
      case Message.HaveNone() -> remote.tell(new Bitfield(layout.pieceCount()));
      case Message.Request(int piece, int begin, int length) ->
          peer.requested(block(piece, begin, length));
      case Message.Piece(int piece, int begin, ByteBuf data) -> peer.arrived(piece, begin, data);
      case Message.Cancel(int piece, int begin, int length) ->
          peer.cancelled(block(piece, begin, length));
      case Message.Reject(int piece, int begin, int length) ->
          peer.rejected(block(piece, begin, length));
      case Message.AllowedFast(int piece) -> {
        if (layout.piece(piece).isPresent()) {
          peer.allowedFast(piece);
        }
      }
      case Message.Extended(int id, byte[] payload) -> peer.extended(id, payload);
      case Message.HashRequest(var range) -> listener.hashRequest(peer, range);
      case Message.Hashes(var range, byte[] hashes) -> listener.hashes(peer, range, hashes);
      case Message.HashReject(var range) -> listener.hashReject(peer, range);
      case Message.Port(int port) -> {}
      case Message.SuggestPiece(int piece) -> {}
      case Message.Unknown(int id) -> {}
    }
  }

  private Block block(int piece, int begin, int length) throws WireException {
    return layout
        .block(piece, begin, length)
        .filter(block -> block.length() <= MessageDecoder.MAX_BLOCK_LENGTH)
        .orElseThrow(() -> new WireException("There is no such block in the torrent."));
  }

  private void bitfield(Bitfield bits) throws WireException {
    if (!remote.isTold()) {
      remote.tell(bits);
      listener.hasPieces(peer, remote.pieces());
      return;
    }
    // aria2 sends one again where it is shorter than the messages for single pieces.
    for (int i = bits.nextSet(0); i >= 0 && !peer.isClosed(); i = bits.nextSet(i + 1)) {
      remote.add(i).ifPresent(piece -> listener.hasPiece(peer, piece));
    }
  }
}
