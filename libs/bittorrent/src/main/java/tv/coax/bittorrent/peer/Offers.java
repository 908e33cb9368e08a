package tv.coax.bittorrent.peer;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a peer said of single pieces of its own (BEP 6); bounded. */
final class Offers {
  private static final int MAX_ALLOWED = 64;
  private static final int MAX_SUGGESTED = 16;

  private final Set<Integer> allowed = new HashSet<>();
  private final Set<Integer> suggested = new LinkedHashSet<>();

  /** It would send the piece though it chokes us; false if that is not to be noted. */
  boolean allow(int piece) {
    return allowed.size() < MAX_ALLOWED && allowed.add(piece);
  }

  boolean allows(int piece) {
    return allowed.contains(piece);
  }

  /** It would like to send the piece: the latest come first. */
  boolean suggest(int piece) {
    boolean fresh = suggested.add(piece);
    if (suggested.size() > MAX_SUGGESTED) {
      suggested.remove(suggested.iterator().next());
    }
    return fresh;
  }

  List<Integer> suggestions() {
    return suggested.isEmpty() ? List.of() : List.copyOf(suggested).reversed();
  }

  void lost(int piece) {
    allowed.remove(piece);
    suggested.remove(piece);
  }
}
