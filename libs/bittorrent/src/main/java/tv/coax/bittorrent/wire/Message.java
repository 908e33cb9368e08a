package tv.coax.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import tv.coax.bittorrent.layout.Block;

/**
 * A message of the peer protocol as it stands on the wire: well formed, but its numbers are not yet
 * checked against a torrent.
 */
public sealed interface Message {
  /** Nothing, to keep the connection alive (BEP 3). */
  record KeepAlive() implements Message {}

  /** The sender will not serve requests. */
  record Choke() implements Message {}

  /** The sender will serve requests. */
  record Unchoke() implements Message {}

  record Interested() implements Message {}

  record NotInterested() implements Message {}

  record Have(int piece) implements Message {}

  record HaveBits(byte[] bits) implements Message {}

  record Request(int piece, int begin, int length) implements Message {
    public static Request of(Block block) {
      return new Request(block.piece().value(), block.begin(), block.length());
    }
  }

  /** A block's bytes. Whoever is given the message releases {@code data}. */
  record Piece(int piece, int begin, ByteBuf data) implements Message {}

  record Cancel(int piece, int begin, int length) implements Message {
    public static Cancel of(Block block) {
      return new Cancel(block.piece().value(), block.begin(), block.length());
    }
  }

  /** The sender's DHT port (BEP 5). */
  record Port(int port) implements Message {}

  /** BEP 6. */
  record SuggestPiece(int piece) implements Message {}

  /** BEP 6, in place of a bitfield. */
  record HaveAll() implements Message {}

  /** BEP 6, in place of a bitfield. */
  record HaveNone() implements Message {}

  /** BEP 6: the request will not be served. */
  record Reject(int piece, int begin, int length) implements Message {
    public static Reject of(Block block) {
      return new Reject(block.piece().value(), block.begin(), block.length());
    }
  }

  /** BEP 6: may be requested while choked. */
  record AllowedFast(int piece) implements Message {}

  /** BEP 10; {@code id} 0 is the extended handshake. */
  record Extended(int id, byte[] payload) implements Message {}

  /** BEP 52: asks for {@code length} hashes of a layer of a file's tree. */
  record HashRequest(HashRange range) implements Message {}

  /** BEP 52: the hashes, 32 bytes each: the range, then the uncles that prove it. */
  record Hashes(HashRange range, byte[] hashes) implements Message {}

  /** BEP 52: the request for hashes will not be served. */
  record HashReject(HashRange range) implements Message {}

  /** A message of an extension that we do not speak; ignored. */
  record Unknown(int id) implements Message {}
}
