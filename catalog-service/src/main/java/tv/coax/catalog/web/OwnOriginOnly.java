package tv.coax.catalog.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import tv.coax.service.problem.Problem;

/**
 * Refuses forms that another site makes a browser send with our session cookie (cross-site request
 * forgery). A browser says where a form comes from: by {@code Sec-Fetch-Site} (Fetch Metadata), or
 * by {@code Origin} where that is not sent. A request with neither did not come from a form of
 * ours.
 *
 * <p>Calls of {@code /api} are exempt: they bring a bearer token, and the cookie counts for nothing
 * there.
 */
class OwnOriginOnly {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  @ServerRequestFilter(preMatching = true)
  public void check(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (SAFE.contains(request.getMethod()) || path.startsWith("/api/")) {
      return;
    }
    if (!isOwn(
        request.getHeaderString("Sec-Fetch-Site"),
        request.getHeaderString("Origin"),
        request.getHeaderString(HttpHeaders.HOST))) {
      throw Problem.of(
          403, "foreign-origin", "This form was not sent from our own pages. Nothing was changed.");
    }
  }

  static boolean isOwn(@Nullable String fetchSite, @Nullable String origin, @Nullable String host) {
    if (fetchSite != null) {
      return fetchSite.equals("same-origin");
    }
    if (origin == null || host == null) {
      return false;
    }
    try {
      return host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
