package tv.coax.bittorrent.peer;

import java.util.EnumSet;
import java.util.Set;
import tv.coax.bittorrent.net.Link;

/** Why a link is not read: it is read again when no reason is left. */
final class Pauses {
  private final Link link;
  private final Set<PauseReason> reasons = EnumSet.noneOf(PauseReason.class);

  Pauses(Link link) {
    this.link = link;
  }

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** Returns whether this reason was new or was still there. */
  boolean set(PauseReason reason, boolean value) {
    boolean before = !reasons.isEmpty();
    boolean changed = value ? reasons.add(reason) : reasons.remove(reason);
    if (before == reasons.isEmpty()) {
      if (value) {
        link.pauseReading();
      } else {
        link.resumeReading();
      }
    }
    return changed;
  }
}
