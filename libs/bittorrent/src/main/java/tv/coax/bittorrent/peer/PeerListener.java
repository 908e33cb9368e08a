package tv.coax.bittorrent.peer;

import io.netty.buffer.ByteBuf;
import java.util.List;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.HashRange;

/** Is told, on the loop, what a peer did. */
public interface PeerListener {
  /** It said, once, what it has; maybe nothing. */
  void hasPieces(Peer peer, Bitfield pieces);

  /** It got one more piece. */
  void hasPiece(Peer peer, PieceIndex piece);

  /** It has this piece no more. */
  void lostPiece(Peer peer, PieceIndex piece);

  /** It serves us now, or offers a piece although it does not. */
  void serves(Peer peer);

  /** It will not send these blocks, which it had been asked for. */
  void returned(Peer peer, List<Block> blocks);

  /** A block that it was asked for; whoever is told takes over the data. */
  void block(Peer peer, Block block, ByteBuf data);

  /** A block that it was not asked for, or not any more. */
  void wasted(Peer peer, int bytes);

  /** It became interested, or no longer is. */
  void interestChanged(Peer peer);

  /** It asked for a block of this piece, which waits in its queue. */
  void requested(Peer peer, PieceIndex piece);

  /** It asked for blocks, or the link took some: there may be something to send. */
  void wantsBlocks(Peer peer);

  void introduced(Peer peer, ExtendedHandshake handshake);

  void extended(Peer peer, int id, byte[] payload);

  void hashRequest(Peer peer, HashRange range);

  void hashes(Peer peer, HashRange range, byte[] hashes);

  void hashReject(Peer peer, HashRange range);

  /** Bytes of payload arrived, before they are handed on: for rate limits. */
  void payload(Peer peer, int bytes);

  /** The connection is gone; nothing follows. Blocks asked for were returned before. */
  void closed(Peer peer, CloseReason reason);
}
