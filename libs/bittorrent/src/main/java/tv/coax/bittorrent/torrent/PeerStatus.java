package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connected peer looked like at one moment.
 *
 * @param address the far end of the connection
 * @param listening the address it accepts connections on, null while unknown
 * @param client its name and version as it says (BEP 10 {@code v}), else from its peer id
 * @param downloadedBytes payload it sent us over this connection
 * @param uploadedBytes payload we sent it over this connection
 * @param downloadRate payload bytes a second from it
 * @param uploadRate payload bytes a second to it
 * @param progress the part of the torrent that it has, 0 to 1
 * @param choked we do not serve it now
 * @param chokingUs it does not serve us now
 */
public record PeerStatus(
    InetSocketAddress address,
    @Nullable InetSocketAddress listening,
    String client,
    long downloadedBytes,
    long uploadedBytes,
    double downloadRate,
    double uploadRate,
    double progress,
    boolean choked,
    boolean chokingUs) {

  /** The address it accepts connections on, if it told. */
  public Optional<InetSocketAddress> listenAddress() {
    return Optional.ofNullable(listening);
  }
}
