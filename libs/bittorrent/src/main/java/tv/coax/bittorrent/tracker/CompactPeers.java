package tv.coax.bittorrent.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Peers as rows of address and port: 6 bytes each (BEP 23) or 18 (BEP 7). */
final class CompactPeers {
  static final int IPV4 = 4;
  static final int IPV6 = 16;

  private CompactPeers() {}

  /** The usable peers of a row; bytes after the last whole one are ignored. */
  static List<InetSocketAddress> read(byte[] row, int addressLength) {
    int each = addressLength + 2;
    List<InetSocketAddress> peers = new ArrayList<>();
    for (int at = 0; at + each <= row.length; at += each) {
      int port = (row[at + each - 2] & 0xFF) << 8 | row[at + each - 1] & 0xFF;
      address(Arrays.copyOfRange(row, at, at + addressLength))
          .flatMap(address -> peer(address, port))
          .ifPresent(peers::add);
    }
    return peers;
  }

  /** The address of 4 or 16 bytes, or empty for another length. */
  static Optional<InetAddress> address(byte[] bytes) {
    try {
      return Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException wrongLength) {
      return Optional.empty();
    }
  }

  /** The peer, unless nobody can listen there. */
  static Optional<InetSocketAddress> peer(InetAddress address, long port) {
    boolean usable =
        port > 0 && port <= 0xFFFF && !address.isAnyLocalAddress() && !address.isMulticastAddress();
    return usable ? Optional.of(new InetSocketAddress(address, (int) port)) : Optional.empty();
  }
}
