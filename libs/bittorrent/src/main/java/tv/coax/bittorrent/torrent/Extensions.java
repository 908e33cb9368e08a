package tv.coax.bittorrent.torrent;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metadata.MetadataAnswers;
import tv.coax.bittorrent.metadata.MetadataMessage;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.wire.Message;
import tv.coax.bittorrent.wire.WireException;

/**
 * The extension messages that we speak (BEP 10). The metadata of a private torrent is not given
 * away: who may have it has it from elsewhere.
 */
final class Extensions {
  private static final int METADATA = 1;
  private static final int DONT_HAVE = 2;

  /** BEP 54. */
  private static final String DONT_HAVE_NAME = "lt_donthave";

  /** What a refused request for metadata costs a peer of our patience. */
  private static final int REFUSAL_COST = 10;

  private final byte @Nullable [] info;
  private final Map<Peer, MetadataAnswers> answers = new HashMap<>();

  Extensions(Metainfo metainfo) {
    info = metainfo.isPrivate() ? null : metainfo.infoBytes();
  }

  /** The ids under which others send us messages of each extension. */
  Map<String, Integer> ids() {
    return Map.of(MetadataMessage.NAME, METADATA, DONT_HAVE_NAME, DONT_HAVE);
  }

  /** Bytes of the metadata that we give away, 0 if none. */
  int metadataBytes() {
    return info == null ? 0 : info.length;
  }

  void received(Peer peer, int id, byte[] payload) {
    try {
      if (id == METADATA) {
        metadata(peer, payload);
      } else if (id == DONT_HAVE) {
        lost(peer, payload);
      }
    } catch (WireException malformed) {
      peer.close(CloseReason.PROTOCOL_ERROR);
    }
  }

  private void metadata(Peer peer, byte[] payload) throws WireException {
    Optional<MetadataMessage> message = MetadataMessage.parse(payload);
    if (message.isPresent() && message.get() instanceof MetadataMessage.Request request) {
      MetadataMessage answer = answer(peer, request);
      send(peer, MetadataMessage.NAME, answer.encode());
      if (answer instanceof MetadataMessage.Reject) {
        peer.bother(REFUSAL_COST, CloseReason.REQUEST_FLOOD);
      }
    }
  }

  private static void lost(Peer peer, byte[] payload) throws WireException {
    if (payload.length != Integer.BYTES) {
      throw new WireException("What it does not have is not a piece's number.");
    }
    peer.lost(ByteBuffer.wrap(payload).getInt());
  }

  /** Tells the peer that we have the piece no more, if it would understand. */
  static void sendLost(Peer peer, PieceIndex piece) {
    byte[] payload = ByteBuffer.allocate(Integer.BYTES).putInt(piece.value()).array();
    send(peer, DONT_HAVE_NAME, payload);
  }

  private MetadataMessage answer(Peer peer, MetadataMessage.Request request) {
    byte[] given = info;
    return given == null
        ? new MetadataMessage.Reject(request.piece())
        : answers.computeIfAbsent(peer, first -> new MetadataAnswers(given)).answer(request);
  }

  /** Sends a message of the extension if the peer speaks it. */
  private static void send(Peer peer, String extension, byte[] payload) {
    int id =
        peer.introduction()
            .map(introduction -> introduction.extensions().getOrDefault(extension, 0))
            .orElse(0);
    if (id > 0) {
      peer.send(new Message.Extended(id, payload));
    }
  }

  void closed(Peer peer) {
    answers.remove(peer);
  }
}
