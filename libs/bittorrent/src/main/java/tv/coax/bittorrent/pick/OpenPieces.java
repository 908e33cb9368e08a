package tv.coax.bittorrent.pick;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The active pieces of which blocks are still to be asked for, by who began them. */
final class OpenPieces {
  private final Set<ActivePiece> all = new LinkedHashSet<>();
  private final Set<ActivePiece> orphans = new LinkedHashSet<>();
  private final Map<PickPeer, Set<ActivePiece>> owned = new HashMap<>();

  /** Looks at the piece again after its blocks or its owner changed. */
  void update(ActivePiece piece) {
    boolean open = piece.free() > 0;
    if (open && all.contains(piece) && piece.listedUnder == piece.owner) {
      return;
    }
    remove(piece);
    if (open) {
      all.add(piece);
      piece.listedUnder = piece.owner;
      under(piece.owner).add(piece);
    }
  }

  void remove(ActivePiece piece) {
    if (all.remove(piece)) {
      PickPeer owner = piece.listedUnder;
      Set<ActivePiece> list = under(owner);
      list.remove(piece);
      if (owner != null && list.isEmpty()) {
        owned.remove(owner);
      }
    }
  }

  private Set<ActivePiece> under(@Nullable PickPeer owner) {
    return owner == null ? orphans : owned.computeIfAbsent(owner, first -> new LinkedHashSet<>());
  }

  /** Those that the peer began. */
  Collection<ActivePiece> of(PickPeer peer) {
    Set<ActivePiece> pieces = owned.get(peer);
    return pieces == null ? List.of() : List.copyOf(pieces);
  }

  /** Those whose first peer gave up. */
  Collection<ActivePiece> orphans() {
    return orphans.isEmpty() ? List.of() : List.copyOf(orphans);
  }

  Collection<ActivePiece> all() {
    return all.isEmpty() ? List.of() : List.copyOf(all);
  }
}
