package tv.coax.service.problem;

import com.fasterxml.jackson.core.JacksonException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Problems we throw, errors of the HTTP layer, and whatever nobody expected. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  private final ProblemResponses responses;

  @Inject
  ProblemMappers(ProblemResponses responses) {
    this.responses = responses;
  }

  @ServerExceptionMapper
  Response problem(Problem problem, HttpHeaders request) {
    return responses.of(problem, request).build();
  }

  @ServerExceptionMapper
  Response http(WebApplicationException failure, HttpHeaders request) {
    Response answer = failure.getResponse();
    int status = answer.getStatus();
    if (status < 400 || answer.hasEntity()) {
      return answer;
    }
    if (status >= 500) {
      LOG.errorf(failure, "A request failed with status %d.", (Object) status);
    }
    Problem problem =
        failure.getCause() instanceof JacksonException
            ? InputMappers.notJson()
            : HttpProblems.of(status);
    var response = responses.of(problem, request);
    answer
        .getStringHeaders()
        .forEach((name, values) -> values.forEach(value -> response.header(name, value)));
    return response.build();
  }

  @ServerExceptionMapper
  Response unexpected(Throwable failure, HttpHeaders request) {
    Optional<Problem> outage = Outage.problem(failure);
    if (outage.isPresent()) {
      return responses.of(outage.get(), request).build();
    }
    LOG.error("A request failed unexpectedly.", failure);
    var problem =
        Problem.of(
            500,
            "unexpected",
            "Something went wrong on our side. The correlation id finds it in our logs.");
    return responses.of(problem, request).build();
  }
}
