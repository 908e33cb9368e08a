package tv.coax.bittorrent.torrent;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.storage.Storage;

/**
 * Which pieces were lately brought into memory, so that sending their blocks does not make the loop
 * wait for the disk. A cold piece is fetched by a worker first; its peers wait meanwhile.
 */
final class Warmth {
  private static final int MAX_WARM = 256;

  /** Pieces fetched ahead at the same time; a stranger may ask for a block of each. */
  private static final int MAX_AHEAD = 16;

  private final Storage storage;
  private final Consumer<Peer> goOn;
  private final Map<PieceIndex, Set<Peer>> warming = new HashMap<>();
  private final Map<PieceIndex, Boolean> warm =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PieceIndex, Boolean> eldest) {
          return size() > MAX_WARM;
        }
      };

  /**
   * @param goOn is told the peers that waited for a piece
   */
  Warmth(Storage storage, Consumer<Peer> goOn) {
    this.storage = storage;
    this.goOn = goOn;
  }

  /** Whether the piece can be sent now; if not the peer is told when it can. */
  boolean isWarm(PieceIndex piece, Peer peer) {
    if (warm.get(piece) != null) {
      return true;
    }
    warming(piece).add(peer);
    return false;
  }

  /** Begins to bring the piece into memory if need be. */
  void prepare(PieceIndex piece) {
    if (warm.get(piece) == null && warming.size() < MAX_AHEAD) {
      warming(piece);
    }
  }

  /** Who waits for the piece. */
  private Set<Peer> warming(PieceIndex piece) {
    Set<Peer> known = warming.get(piece);
    if (known != null) {
      return known;
    }
    Set<Peer> peers = new LinkedHashSet<>();
    warming.put(piece, peers);
    storage
        .warm(piece)
        .thenRun(() -> {
          warm.put(piece, true);
          warming.remove(piece);
          peers.forEach(goOn);
        });
    return peers;
  }
}
