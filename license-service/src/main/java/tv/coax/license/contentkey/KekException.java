package tv.coax.license.contentkey;

import org.jspecify.annotations.Nullable;

/**
 * The key-encryption key is missing or the wrong one. The message is a sentence for the operator.
 */
final class KekException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KekException(String message) {
    super(message);
  }

  KekException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
