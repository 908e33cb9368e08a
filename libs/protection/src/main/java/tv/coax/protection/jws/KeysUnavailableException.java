package tv.coax.protection.jws;

/**
 * The key is not known, and the issuer's keys could not be fetched now, so nothing can be said of
 * the document: worth another try, and no fault of who brought it.
 */
public final class KeysUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeysUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  public KeysUnavailableException(String message) {
    super(message);
  }
}
