package tv.coax.bittorrent.wire;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first 68 bytes of a connection (BEP 3).
 *
 * @param reserved 8 bytes of flags
 * @param infoHash 20 bytes
 * @param peerId 20 bytes
 */
public record Handshake(byte[] reserved, byte[] infoHash, byte[] peerId) {
  /** Bytes on the wire. */
  public static final int BYTES = 68;

  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);

  /** A handshake of ours, with fast extension and extension protocol. */
  public static Handshake ours(byte[] infoHash, byte[] peerId, boolean version2) {
    byte[] reserved = new byte[8];
    reserved[5] |= 0x10;
    reserved[7] |= 0x04;
    if (version2) {
      reserved[7] |= 0x10;
    }
    return new Handshake(reserved, infoHash, peerId);
  }

  /** BEP 6. */
  public boolean fast() {
    return (reserved[7] & 0x04) != 0;
  }

  /** BEP 10. */
  public boolean extended() {
    return (reserved[5] & 0x10) != 0;
  }

  /** BEP 52: the peer can also speak version 2 of a hybrid torrent. */
  public boolean version2() {
    return (reserved[7] & 0x10) != 0;
  }

  public void encode(ByteBuf out) {
    out.writeBytes(PROTOCOL).writeBytes(reserved).writeBytes(infoHash).writeBytes(peerId);
  }

  /**
   * Parses 68 bytes.
   *
   * @throws WireException if they do not name the protocol
   */
  public static Handshake parse(byte[] bytes) throws WireException {
    if (bytes.length != BYTES
        || !Arrays.equals(bytes, 0, PROTOCOL.length, PROTOCOL, 0, PROTOCOL.length)) {
      throw new WireException("The first bytes are not a BitTorrent handshake.");
    }
    return new Handshake(
        Arrays.copyOfRange(bytes, 20, 28),
        Arrays.copyOfRange(bytes, 28, 48),
        Arrays.copyOfRange(bytes, 48, 68));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Handshake that
        && Arrays.equals(reserved, that.reserved)
        && Arrays.equals(infoHash, that.infoHash)
        && Arrays.equals(peerId, that.peerId);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(peerId);
  }
}
