package tv.coax.local.demo;

/** Something Coax promises turned out not to be true; the message says what. */
public final class UntrueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UntrueException(String message) {
    super(message);
  }
}
