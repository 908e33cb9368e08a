package tv.coax.service.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Refusals of authentication and of roles. The authentication mechanism's own challenge is kept:
 * its headers, and for a browser its redirect to the login.
 */
class SecurityMappers {
  private final ProblemResponses responses;

  @Inject
  SecurityMappers(ProblemResponses responses) {
    this.responses = responses;
  }

  @ServerExceptionMapper(priority = 1)
  Response forbidden(ForbiddenException failure, HttpHeaders request) {
    return responses.of(HttpProblems.of(403), request).build();
  }

  @ServerExceptionMapper(priority = 1)
  Uni<Response> unauthorized(
      UnauthorizedException failure, HttpHeaders request, RoutingContext context) {
    return answer(failure, request, context);
  }

  @ServerExceptionMapper(priority = 1)
  Uni<Response> notAuthenticated(
      AuthenticationFailedException failure, HttpHeaders request, RoutingContext context) {
    return answer(failure, request, context);
  }

  /** Nobody can tell whether a token is valid while the identity provider is away. */
  private Uni<Response> answer(Throwable failure, HttpHeaders request, RoutingContext context) {
    Optional<Problem> outage = Outage.problem(failure);
    if (outage.isPresent()) {
      return Uni.createFrom().item(() -> responses.of(outage.get(), request).build());
    }
    HttpAuthenticator authenticator = context.get(HttpAuthenticator.class.getName());
    if (authenticator == null) {
      return Uni.createFrom().item(() -> unauthorized(request).build());
    }
    return authenticator
        .getChallenge(context)
        .map(challenge -> response(challenge, request))
        .onFailure()
        .recoverWithItem(failed -> withoutChallenge(failed, request));
  }

  private Response withoutChallenge(Throwable failed, HttpHeaders request) {
    return Outage.problem(failed)
        .map(outage -> responses.of(outage, request))
        .orElseGet(() -> unauthorized(request))
        .build();
  }

  private Response response(ChallengeData challenge, HttpHeaders request) {
    if (challenge == null) {
      return unauthorized(request).build();
    }
    var response =
        challenge.status == 401 ? unauthorized(request) : Response.status(challenge.status);
    challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
    return response.build();
  }

  private Response.ResponseBuilder unauthorized(HttpHeaders request) {
    return responses.of(HttpProblems.of(401), request);
  }
}
