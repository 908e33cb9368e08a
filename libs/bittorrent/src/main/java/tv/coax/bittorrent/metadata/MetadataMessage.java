package tv.coax.bittorrent.metadata;

import java.util.Arrays;
import java.util.Optional;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BEncoder;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.bittorrent.bencode.BencodeException;
import tv.coax.bittorrent.wire.WireException;

/** A message of the metadata extension (BEP 9), as the payload of an extended message. */
public sealed interface MetadataMessage {
  /** The extension's name in the extended handshake. */
  String NAME = "ut_metadata";

  /** Bytes of every piece of the metadata but the last. */
  int PIECE = 16 * 1024;

  /** The number of the piece in question. */
  int piece();

  /** Asks for a piece. */
  record Request(int piece) implements MetadataMessage {}

  /**
   * A piece.
   *
   * @param totalBytes bytes of the whole metadata, as the sender says; 0 if it does not
   */
  record Data(int piece, int totalBytes, byte[] bytes) implements MetadataMessage {}

  /** The sender does not have the piece or will not send it. */
  record Reject(int piece) implements MetadataMessage {}

  /** How many pieces a metadata of this length has. */
  static int pieces(int totalBytes) {
    return Math.ceilDiv(totalBytes, PIECE);
  }

  /**
   * Reads a payload; empty for a kind of message that BEP 9 does not know, which is ignored.
   *
   * @throws WireException if it is malformed
   */
  static Optional<MetadataMessage> parse(byte[] payload) throws WireException {
    try {
      BDecoder.Prefix prefix = BDecoder.decodePrefix(payload, BLimits.MESSAGE);
      if (!(prefix.value() instanceof BDictionary message)) {
        throw new WireException("A metadata message is a dictionary, and this is not.");
      }
      int piece = number(message, "piece");
      return switch (number(message, "msg_type")) {
        case 0 -> Optional.of(new Request(piece));
        case 1 -> {
          byte[] bytes = Arrays.copyOfRange(payload, prefix.end(), payload.length);
          boolean told = message.integer("total_size").isPresent();
          yield Optional.of(new Data(piece, told ? number(message, "total_size") : 0, bytes));
        }
        case 2 -> Optional.of(new Reject(piece));
        default -> Optional.empty();
      };
    } catch (BencodeException malformed) {
      throw new WireException("The metadata message is not bencoded: " + malformed.getMessage());
    }
  }

  private static int number(BDictionary message, String key) throws WireException {
    return message
        .integer(key)
        .filter(value -> value >= 0 && value <= Integer.MAX_VALUE)
        .orElseThrow(() -> new WireException("A metadata message lacks a sensible " + key + "."))
        .intValue();
  }

  /** The payload. */
  default byte[] encode() {
    BDictionary.Builder message = BDictionary.builder().put("piece", piece());
    return switch (this) {
      case Request request -> BEncoder.encode(message.put("msg_type", 0).build());
      case Reject reject -> BEncoder.encode(message.put("msg_type", 2).build());
      case Data(int piece, int totalBytes, byte[] bytes) -> {
        byte[] head =
            BEncoder.encode(message.put("msg_type", 1).put("total_size", totalBytes).build());
        byte[] payload = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, payload, head.length, bytes.length);
        yield payload;
      }
    };
  }
}
