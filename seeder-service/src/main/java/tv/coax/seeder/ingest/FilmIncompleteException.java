package tv.coax.seeder.ingest;

import java.io.IOException;

/** The film stopped arriving before its end. The message is for people. */
final class FilmIncompleteException extends IOException {
  private static final long serialVersionUID = 1;

  FilmIncompleteException(long received, long total) {
    super("The film ended after " + received + " of " + total + " bytes.");
  }
}
