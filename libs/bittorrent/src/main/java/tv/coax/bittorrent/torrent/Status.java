package tv.coax.bittorrent.torrent;

import java.nio.charset.StandardCharsets;
import tv.coax.bittorrent.peer.Peer;

/** Makes the views that others see. */
final class Status {
  private Status() {}

  static PeerStatus of(Peer peer) {
    return new PeerStatus(
        peer.address(),
        peer.listenAddress().orElse(null),
        client(peer),
        peer.receivedBytes(),
        peer.sentBytes(),
        peer.rateFrom(),
        peer.rateTo(),
        peer.pieces().size() == 0 ? 1 : (double) peer.pieces().count() / peer.pieces().size(),
        !peer.unchoked(),
        peer.chokedByThem());
  }

  private static String client(Peer peer) {
    String said = peer.introduction().map(introduction -> introduction.client()).orElse("");
    return said.isEmpty()
        ? new String(peer.handshake().peerId(), 0, 8, StandardCharsets.ISO_8859_1)
            .replaceAll("[^ -~]", "?")
        : said;
  }
}
