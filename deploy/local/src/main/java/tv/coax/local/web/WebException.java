package tv.coax.local.web;

/** A page or an API did not answer as it must; the message is a sentence. */
public final class WebException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WebException(String message) {
    super(message);
  }

  public WebException(String message, Throwable cause) {
    super(message, cause);
  }
}
