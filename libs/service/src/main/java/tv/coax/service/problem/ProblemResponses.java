package tv.coax.service.problem;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import tv.coax.service.correlation.Correlation;

/** Turns problems into responses: JSON, or a page for browsers where the service has one. */
@ApplicationScoped
class ProblemResponses {
  private static final int RETRY_AFTER_SECONDS = 2;

  private final Instance<ProblemPage> pages;

  @Inject
  ProblemResponses(Instance<ProblemPage> pages) {
    this.pages = pages;
  }

  Response.ResponseBuilder of(Problem problem, HttpHeaders request) {
    String correlationId = Correlation.current();
    var response = Response.status(problem.status());
    if (problem.status() == 503) {
      response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    if (pages.isResolvable() && wantsHtml(request)) {
      String page =
          pages.get().render(problem.status(), problem.title(), problem.detail(), correlationId);
      return response.type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8")).entity(page);
    }
    return response.type(Problem.MEDIA_TYPE).entity(problem.document(correlationId));
  }

  private static boolean wantsHtml(HttpHeaders request) {
    String accept = request.getHeaderString(HttpHeaders.ACCEPT);
    return accept != null && accept.startsWith(MediaType.TEXT_HTML);
  }
}
