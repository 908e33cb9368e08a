package tv.coax.seeder.contentkey;

/** No content key could be had. The message is for the operator. */
public final class ContentKeyUnavailableException extends RuntimeException {
  ContentKeyUnavailableException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
