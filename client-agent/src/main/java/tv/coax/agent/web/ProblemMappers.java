package tv.coax.agent.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource throws into problems; nothing internal leaves the box. */
final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response refused(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    String name =
        switch (status) {
          case 404 -> "not-found";
          case 405 -> "method-not-allowed";
          case 406 -> "not-acceptable";
          case 415 -> "unsupported-media-type";
          default -> "bad-request";
        };
    String title = e.getResponse().getStatusInfo().getReasonPhrase();
    return answer(
        new Problem(status, name, title, "The box cannot answer this request: " + title + "."));
  }

  @ServerExceptionMapper
  Response refused(RefusedException e) {
    return answer(e.problem());
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e) {
    LOG.error("A request failed unexpectedly.", e);
    return answer(
        new Problem(
            500,
            "internal-error",
            "Internal error",
            "Something unexpected went wrong on this box."));
  }

  private static Response answer(Problem problem) {
    return Response.status(problem.status())
        .type(Problem.MEDIA_TYPE)
        .entity(problem.toJson().encode())
        .build();
  }
}
