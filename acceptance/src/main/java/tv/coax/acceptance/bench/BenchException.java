package tv.coax.acceptance.bench;

/** A benchmark could not be run; the message says which program and why. */
final class BenchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BenchException(String message) {
    super(message);
  }
}
