package tv.coax.seeder.tracker;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Where a peer listens.
 *
 * @param address a numeric address, never a name
 * @param port 1 to 65535
 */
public record Endpoint(InetAddress address, int port) {
  /** The length of a compact IPv4 peer (BEP 23). */
  static final int COMPACT_V4_BYTES = 6;

  /** The length of a compact IPv6 peer (BEP 7). */
  static final int COMPACT_V6_BYTES = 18;

  /** Refuses ports outside 1 to 65535. */
  public Endpoint {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("A port is between 1 and 65535.");
    }
  }

  boolean isV4() {
    return address.getAddress().length == 4;
  }

  /** Address and port in network order: 6 bytes for IPv4 (BEP 23), 18 for IPv6 (BEP 7). */
  byte[] compact() {
    byte[] host = address.getAddress();
    return ByteBuffer.allocate(host.length + 2).put(host).putShort((short) port).array();
  }

  @Override
  public String toString() {
    String host = address.getHostAddress();
    return (isV4() ? host : "[" + host + "]") + ":" + port;
  }
}
