package tv.coax.bittorrent.metadata;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The metadata as far as it has arrived from the peers that say it has this length. When the whole
 * is wrong and came from several, each is then asked for all of it alone, so that the liar shows.
 */
final class MetadataPieces {
  private static final int IN_FLIGHT = 4;

  private final int totalBytes;
  private final byte[][] received;
  private final Map<Integer, MetadataPeer> asked = new HashMap<>();
  private final Set<MetadataPeer> members = new HashSet<>();
  private final Set<MetadataPeer> senders = new LinkedHashSet<>();
  private boolean oneByOne;
  private @Nullable MetadataPeer turn;
  private int missing;

  MetadataPieces(int totalBytes) {
    this.totalBytes = totalBytes;
    this.received = new byte[MetadataMessage.pieces(totalBytes)][];
    this.missing = received.length;
  }

  Set<MetadataPeer> members() {
    return Set.copyOf(members);
  }

  void join(MetadataPeer peer) {
    members.add(peer);
  }

  /** Asks the peer for what nobody was asked for, a few pieces at a time. */
  void askOf(MetadataPeer peer) {
    if (oneByOne) {
      turn = turn == null ? peer : turn;
      if (turn != peer) {
        peer.wasUseful();
        return;
      }
    }
    int room = IN_FLIGHT;
    for (MetadataPeer other : asked.values()) {
      room -= other == peer ? 1 : 0;
    }
    for (int piece = 0; piece < received.length && room > 0; piece++) {
      if (received[piece] == null && !asked.containsKey(piece)) {
        asked.put(piece, peer);
        peer.ask(new MetadataMessage.Request(piece));
        room--;
      }
    }
  }

  /**
   * Takes a piece that the peer was asked for; false if it was not, or if it has no such length.
   */
  boolean take(MetadataPeer peer, MetadataMessage.Data data) {
    int piece = data.piece();
    if (asked.get(piece) != peer) {
      return false;
    }
    int length = Math.min(MetadataMessage.PIECE, totalBytes - piece * MetadataMessage.PIECE);
    boolean agrees = data.totalBytes() == 0 || data.totalBytes() == totalBytes;
    if (data.bytes().length != length || !agrees) {
      return false;
    }
    asked.remove(piece);
    senders.add(peer);
    received[piece] = data.bytes();
    missing--;
    peer.wasUseful();
    return true;
  }

  /** All bytes, once every piece is there. */
  Optional<byte[]> whole() {
    if (missing > 0) {
      return Optional.empty();
    }
    byte[] all = new byte[totalBytes];
    for (int piece = 0; piece < received.length; piece++) {
      System.arraycopy(
          received[piece], 0, all, piece * MetadataMessage.PIECE, received[piece].length);
    }
    return Optional.of(all);
  }

  /** The whole was wrong: forgets it; gives the liar if it is clear who that is. */
  Optional<MetadataPeer> wrong() {
    Optional<MetadataPeer> liar =
        senders.size() == 1 ? Optional.of(senders.iterator().next()) : Optional.empty();
    oneByOne = true;
    turn = null;
    forget();
    return liar;
  }

  private void forget() {
    Arrays.fill(received, null);
    asked.clear();
    senders.clear();
    missing = received.length;
  }

  /** The peer is gone; what it was asked for is free again. */
  void leave(MetadataPeer peer) {
    members.remove(peer);
    asked.values().removeIf(other -> other == peer);
    if (turn == peer) {
      turn = null;
      forget();
    }
  }
}
