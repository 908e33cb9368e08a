package tv.coax.bittorrent.wire;

import io.netty.buffer.ByteBuf;

/** Writes messages as they stand on the wire, length first. */
public final class MessageEncoder {
  /** Bytes of a {@code piece} message before its data. */
  public static final int PIECE_HEADER_BYTES = 13;

  private MessageEncoder() {}

  /** Appends the message. The data of a {@link Message.Piece} is copied and not released. */
  public static void encode(Message message, ByteBuf out) {
    switch (message) {
      case Message.KeepAlive() -> out.writeInt(0);
      case Message.Choke() -> plain(out, MessageId.CHOKE);
      case Message.Unchoke() -> plain(out, MessageId.UNCHOKE);
      case Message.Interested() -> plain(out, MessageId.INTERESTED);
      case Message.NotInterested() -> plain(out, MessageId.NOT_INTERESTED);
      case Message.Have(int piece) -> one(out, MessageId.HAVE, piece);
      case Message.HaveBits(byte[] bits) -> bytes(out, MessageId.BITFIELD, bits);
      case Message.Request(int piece, int begin, int length) ->
          three(out, MessageId.REQUEST, piece, begin, length);
      case Message.Piece(int piece, int begin, ByteBuf data) -> {
        pieceHeader(piece, begin, data.readableBytes(), out);
        out.writeBytes(data, data.readerIndex(), data.readableBytes());
      }
      case Message.Cancel(int piece, int begin, int length) ->
          three(out, MessageId.CANCEL, piece, begin, length);
      case Message.Port(int port) -> out.writeInt(3).writeByte(MessageId.PORT).writeShort(port);
      case Message.SuggestPiece(int piece) -> one(out, MessageId.SUGGEST_PIECE, piece);
      case Message.HaveAll() -> plain(out, MessageId.HAVE_ALL);
      case Message.HaveNone() -> plain(out, MessageId.HAVE_NONE);
      case Message.Reject(int piece, int begin, int length) ->
          three(out, MessageId.REJECT, piece, begin, length);
      case Message.AllowedFast(int piece) -> one(out, MessageId.ALLOWED_FAST, piece);
      case Message.Extended(int id, byte[] payload) -> {
        out.writeInt(2 + payload.length).writeByte(MessageId.EXTENDED).writeByte(id);
        out.writeBytes(payload);
      }
      case Message.HashRequest(HashRange range) ->
          range(out, MessageId.HASH_REQUEST, range, new byte[0]);
      case Message.Hashes(HashRange range, byte[] hashes) ->
          range(out, MessageId.HASHES, range, hashes);
      case Message.HashReject(HashRange range) ->
          range(out, MessageId.HASH_REJECT, range, new byte[0]);
      case Message.Unknown(int id) -> plain(out, id);
    }
  }

  /** Appends what stands before the {@code length} bytes of a block. */
  public static void pieceHeader(int piece, int begin, int length, ByteBuf out) {
    out.writeInt(9 + length).writeByte(MessageId.PIECE).writeInt(piece).writeInt(begin);
  }

  private static void plain(ByteBuf out, int id) {
    out.writeInt(1).writeByte(id);
  }

  private static void one(ByteBuf out, int id, int value) {
    out.writeInt(5).writeByte(id).writeInt(value);
  }

  private static void three(ByteBuf out, int id, int first, int second, int third) {
    out.writeInt(13).writeByte(id).writeInt(first).writeInt(second).writeInt(third);
  }

  private static void bytes(ByteBuf out, int id, byte[] body) {
    out.writeInt(1 + body.length).writeByte(id).writeBytes(body);
  }

  private static void range(ByteBuf out, int id, HashRange range, byte[] hashes) {
    out.writeInt(1 + HashRange.BYTES + hashes.length).writeByte(id).writeBytes(range.piecesRoot());
    out.writeInt(range.baseLayer()).writeInt(range.index());
    out.writeInt(range.length()).writeInt(range.proofLayers()).writeBytes(hashes);
  }
}
