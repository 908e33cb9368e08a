package tv.coax.protection.jws;

/**
 * A signed document is not what it should be. The reason is stable and meant for programs, the
 * message is a sentence for people and never quotes the document.
 */
public final class InvalidDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why a document is refused. */
  public enum Reason {
    /** Its time is over. */
    EXPIRED,
    /** It says it was issued in the future. */
    NOT_YET_VALID,
    /** It is meant for another service or, a proof of possession, for another request. */
    WRONG_AUDIENCE,
    /** Another party says it issued it. */
    WRONG_ISSUER,
    /** It is a document of another kind. */
    WRONG_TYPE,
    /** No key of the issuer made its signature, or the algorithm is not ES256. */
    BAD_SIGNATURE,
    /** It is bound to the key of another device. */
    WRONG_DEVICE,
    /** It cannot be read, or what it says is impossible. */
    MALFORMED
  }

  private final Reason reason;

  public InvalidDocumentException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public InvalidDocumentException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
