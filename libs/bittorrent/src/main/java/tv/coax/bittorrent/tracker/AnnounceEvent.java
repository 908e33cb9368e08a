package tv.coax.bittorrent.tracker;

/** Why a peer announces itself (BEP 3, BEP 15). */
public enum AnnounceEvent {
  /** It is still there. */
  NONE(""),
  /** Its download has just become complete. */
  COMPLETED("completed"),
  /** It has just joined. */
  STARTED("started"),
  /** It leaves. */
  STOPPED("stopped");

  private final String text;

  AnnounceEvent(String text) {
    this.text = text;
  }

  /** The value of {@code event} over HTTP; empty for {@link #NONE}. */
  String text() {
    return text;
  }

  /** The number over UDP. */
  int number() {
    return ordinal();
  }
}
