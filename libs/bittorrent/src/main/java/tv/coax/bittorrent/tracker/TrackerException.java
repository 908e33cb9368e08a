package tv.coax.bittorrent.tracker;

/**
 * A tracker refused or could not be understood or reached. The message is a sentence for people.
 */
public final class TrackerException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int MAX_REASON = 200;

  private final boolean refusal;

  private TrackerException(String message, boolean refusal) {
    super(message);
    this.refusal = refusal;
  }

  /** The tracker gave this reason. It is a stranger's text, so it is shortened and cleaned. */
  static TrackerException refused(String reason) {
    String shown = reason.replaceAll("\\p{Cntrl}", " ").strip();
    return new TrackerException(
        "The tracker refuses: "
            + (shown.length() > MAX_REASON ? shown.substring(0, MAX_REASON) + "..." : shown),
        true);
  }

  static TrackerException failed(String message) {
    return new TrackerException(message, false);
  }

  /** True if the tracker was reached and said no. */
  public boolean isRefusal() {
    return refusal;
  }
}
