package tv.coax.seeder.catalog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.service.problem.Problem;

/** The type of the problem (RFC 9457) that an answer holds. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ProblemType(@Nullable String type) {

  /** The name below {@code urn:coax:problem:}; nothing if the answer is no problem of ours. */
  static Optional<String> nameIn(Response answer) {
    try {
      return Optional.ofNullable(answer.readEntity(ProblemType.class).type())
          .filter(type -> type.startsWith(Problem.TYPE_PREFIX))
          .map(type -> type.substring(Problem.TYPE_PREFIX.length()));
    } catch (RuntimeException notAProblem) {
      return Optional.empty();
    }
  }
}
