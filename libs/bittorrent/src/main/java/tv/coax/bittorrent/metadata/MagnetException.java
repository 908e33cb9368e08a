package tv.coax.bittorrent.metadata;

/** Thrown for a text that is no magnet link of ours. The message is one sentence for people. */
public final class MagnetException extends Exception {
  private static final long serialVersionUID = 1L;

  MagnetException(String reason) {
    super(reason);
  }
}
