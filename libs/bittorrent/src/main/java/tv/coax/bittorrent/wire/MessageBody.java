package tv.coax.bittorrent.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Parses the body of every message that carries no block. */
final class MessageBody {
  private MessageBody() {}

  static Message parse(int id, byte[] body) throws WireException {
    return switch (id) {
      case MessageId.CHOKE -> empty(id, body, new Message.Choke());
      case MessageId.UNCHOKE -> empty(id, body, new Message.Unchoke());
      case MessageId.INTERESTED -> empty(id, body, new Message.Interested());
      case MessageId.NOT_INTERESTED -> empty(id, body, new Message.NotInterested());
      case MessageId.HAVE -> new Message.Have(sized(id, body, 4).getInt());
      case MessageId.BITFIELD -> new Message.HaveBits(body);
      case MessageId.REQUEST -> {
        ByteBuffer in = sized(id, body, 12);
        yield new Message.Request(in.getInt(), in.getInt(), in.getInt());
      }
      case MessageId.CANCEL -> {
        ByteBuffer in = sized(id, body, 12);
        yield new Message.Cancel(in.getInt(), in.getInt(), in.getInt());
      }
      case MessageId.PORT -> new Message.Port(sized(id, body, 2).getShort() & 0xFFFF);
      case MessageId.SUGGEST_PIECE -> new Message.SuggestPiece(sized(id, body, 4).getInt());
      case MessageId.HAVE_ALL -> empty(id, body, new Message.HaveAll());
      case MessageId.HAVE_NONE -> empty(id, body, new Message.HaveNone());
      case MessageId.REJECT -> {
        ByteBuffer in = sized(id, body, 12);
        yield new Message.Reject(in.getInt(), in.getInt(), in.getInt());
      }
      case MessageId.ALLOWED_FAST -> new Message.AllowedFast(sized(id, body, 4).getInt());
      case MessageId.EXTENDED -> {
        if (body.length == 0) {
          throw new WireException("An extended message lacks its id.");
        }
        yield new Message.Extended(body[0] & 0xFF, Arrays.copyOfRange(body, 1, body.length));
      }
      case MessageId.HASH_REQUEST ->
          new Message.HashRequest(range(sized(id, body, HashRange.BYTES)));
      case MessageId.HASH_REJECT -> new Message.HashReject(range(sized(id, body, HashRange.BYTES)));
      case MessageId.HASHES -> hashes(body);
      default -> new Message.Unknown(id);
    };
  }

  private static Message hashes(byte[] body) throws WireException {
    if (body.length < HashRange.BYTES || (body.length - HashRange.BYTES) % 32 != 0) {
      throw new WireException("A hashes message of " + body.length + " bytes is not whole.");
    }
    HashRange range = range(ByteBuffer.wrap(body));
    return new Message.Hashes(range, Arrays.copyOfRange(body, HashRange.BYTES, body.length));
  }

  private static HashRange range(ByteBuffer in) {
    byte[] root = new byte[32];
    in.get(root);
    return new HashRange(root, in.getInt(), in.getInt(), in.getInt(), in.getInt());
  }

  private static Message empty(int id, byte[] body, Message message) throws WireException {
    sized(id, body, 0);
    return message;
  }

  private static ByteBuffer sized(int id, byte[] body, int length) throws WireException {
    if (body.length != length) {
      throw new WireException(
          "A message " + id + " has " + body.length + " bytes and not " + length + ".");
    }
    return ByteBuffer.wrap(body);
  }
}
