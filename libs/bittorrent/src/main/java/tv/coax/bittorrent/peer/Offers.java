package tv.coax.bittorrent.peer;

import java.util.HashSet;
import java.util.Set;

/** The pieces that a peer would send though it chokes us (BEP 6); bounded. */
final class Offers {
  private static final int MAX_ALLOWED = 64;

  private final Set<Integer> allowed = new HashSet<>();

  /** False if that is not to be noted. */
  boolean allow(int piece) {
    return allowed.size() < MAX_ALLOWED && allowed.add(piece);
  }

  boolean allows(int piece) {
    return allowed.contains(piece);
  }

  boolean allowsAny() {
    return !allowed.isEmpty();
  }

  void lost(int piece) {
    allowed.remove(piece);
  }
}
