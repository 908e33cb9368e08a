package tv.coax.seeder.access;

/** The login service gave this service no access token. The message is for people. */
public final class NoAccessException extends RuntimeException {
  NoAccessException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
