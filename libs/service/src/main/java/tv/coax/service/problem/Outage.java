package tv.coax.service.problem;

import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells a failure of something we depend on, which passes, from one of our own. */
final class Outage {
  private static final Logger LOG = Logger.getLogger(Outage.class);
  private static final int MAX_CAUSES = 20;
  private static final String OIDC_FAILURE = "io.quarkus.oidc.OIDCException";

  private Outage() {}

  /** The problem to answer with while something we depend on does not; nothing otherwise. */
  static Optional<Problem> problem(Throwable failure) {
    return whoIsAway(failure)
        .map(away -> {
          LOG.warnf("The %s does not answer: %s", away, failure.getMessage());
          return Problem.of(
              503, "unavailable", "The " + away + " cannot be reached. Try again soon.");
        });
  }

  /** What does not answer, in words; nothing if the failure has another reason. */
  private static Optional<String> whoIsAway(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (cause instanceof SQLException sql) {
        return isConnectionLost(sql.getSQLState()) ? Optional.of("database") : Optional.empty();
      }
      if (cause.getClass().getName().equals(OIDC_FAILURE)) {
        return Optional.of("identity provider");
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /**
   * Class 08 (connection) and 57P (the server goes down or comes up); without a state no server
   * said anything, as when the pool waits in vain.
   */
  private static boolean isConnectionLost(@Nullable String state) {
    return state == null || state.startsWith("08") || state.startsWith("57P");
  }
}
