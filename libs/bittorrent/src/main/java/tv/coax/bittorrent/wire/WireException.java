package tv.coax.bittorrent.wire;

/** What arrived is not the peer protocol, or is over a limit. The connection is of no more use. */
public final class WireException extends Exception {
  private static final long serialVersionUID = 1;

  public WireException(String message) {
    super(message);
  }
}
