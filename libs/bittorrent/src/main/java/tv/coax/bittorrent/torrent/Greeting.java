package tv.coax.bittorrent.torrent;

import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.pick.Picker;
import tv.coax.bittorrent.wire.ExtendedHandshake;
import tv.coax.bittorrent.wire.Message;

/** What is said first on a new connection: what we have, and who we are. */
final class Greeting {
  /** Our name and version in the extended handshake. */
  static final String CLIENT = "Coax/0.1";

  private Greeting() {}

  /**
   * @param had what the peer is told that we have
   */
  static void send(Peer peer, Bitfield had, Picker picker, int listenPort, Extensions extensions) {
    boolean fast = peer.handshake().fast();
    if (fast && had.isFull()) {
      peer.send(new Message.HaveAll());
    } else if (fast && had.isEmpty()) {
      peer.send(new Message.HaveNone());
    } else if (!had.isEmpty()) {
      peer.send(new Message.HaveBits(had.toBytes()));
    }
    if (peer.handshake().extended()) {
      ExtendedHandshake ours =
          new ExtendedHandshake(
              extensions.ids(),
              listenPort,
              CLIENT,
              Peer.UPLOAD_QUEUE,
              picker.isSatisfied() && had.count() == picker.had().count(),
              extensions.metadataBytes());
      byte[] payload = ours.withYourAddress(peer.address().getAddress()).encode();
      peer.send(new Message.Extended(0, payload));
    }
  }
}
