package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.util.function.IntSupplier;
import tv.coax.bittorrent.choke.RateLimiter;
import tv.coax.bittorrent.storage.DiskBudget;

/**
 * What the torrents of a session share.
 *
 * @param environment the world
 * @param budget what the disk is behind by
 * @param upload limit of payload sent
 * @param download limit of payload received
 * @param peerId 20 bytes that name this session to others
 * @param listenPort where others can connect, 0 while unknown
 * @param connections of all torrents together
 * @param external how others see this machine
 * @param maxPeers connections of one torrent
 * @param uploadSlots peers of one torrent served at the same time
 */
public record Shared(
    Environment environment,
    DiskBudget budget,
    RateLimiter upload,
    RateLimiter download,
    byte[] peerId,
    IntSupplier listenPort,
    Connections connections,
    ExternalAddress external,
    int maxPeers,
    int uploadSlots) {

  /** Whether a connection there would come back to us. */
  boolean isOurs(InetSocketAddress address) {
    return address.getPort() == listenPort.getAsInt()
        && address.getAddress() != null
        && external.is(address.getAddress());
  }
}
