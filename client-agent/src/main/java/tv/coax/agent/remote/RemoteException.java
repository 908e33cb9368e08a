package tv.coax.agent.remote;

import org.jspecify.annotations.Nullable;

/**
 * A call to one of the operator's services that did not succeed. Its message is a sentence for
 * people.
 */
public final class RemoteException extends Exception {

  private final int status;
  private final String problem;

  /**
   * @param status the HTTP status, or 0 if no answer came
   * @param problem the last part of the problem type (RFC 9457) or the OAuth error code; empty if
   *     there was none
   */
  public RemoteException(int status, String problem, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.status = status;
    this.problem = problem;
  }

  /** What came was not what was agreed; asking again may help, but not soon. */
  public static RemoteException unexpected(String sentence, @Nullable Throwable cause) {
    return new RemoteException(422, "unexpected-answer", sentence, cause);
  }

  /** The HTTP status, or 0 if no answer came. */
  public int status() {
    return status;
  }

  /** The last part of the problem type, or the OAuth error code; may be empty. */
  public String problem() {
    return problem;
  }

  /** Whether the service answered and said no; otherwise it is only away for the moment. */
  public boolean isRefusal() {
    return status >= 400 && status < 500 && status != 401 && status != 408 && status != 429;
  }

  /** The sentence, never null. */
  public String sentence() {
    String message = getMessage();
    return message == null ? "The call failed." : message;
  }
}
