package tv.coax.agent.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Only pages and programs of this machine are answered. A page from elsewhere could reach the
 * loopback address through the browser of the house: by a name that resolves to it (DNS rebinding;
 * the {@code Host} gives it away) or by a request across origins ({@code Origin} and {@code
 * Sec-Fetch-Site} give it away). Links to the screen from other pages are fine.
 */
@Singleton
final class LoopbackOnly {

  private static final int BEFORE_ALL_OTHERS = 1000;
  private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  void register(@Observes Filters filters) {
    filters.register(LoopbackOnly::filter, BEFORE_ALL_OTHERS);
  }

  private static void filter(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> refusal =
        refusal(
            request.method(),
            request.path(),
            request.getHeader(HttpHeaders.HOST),
            request.getHeader(HttpHeaders.ORIGIN),
            request.getHeader("Sec-Fetch-Site"),
            request.getHeader("Sec-Fetch-Mode"));
    if (refusal.isEmpty()) {
      context
          .response()
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("Cross-Origin-Resource-Policy", "same-origin")
          .putHeader("X-Frame-Options", "DENY")
          .putHeader("Referrer-Policy", "no-referrer")
          .putHeader(
              "Content-Security-Policy",
              "default-src 'self'; frame-ancestors 'none'; base-uri 'none'");
      context.next();
    } else {
      new Problem(403, "foreign-request", "Only for this machine", refusal.get())
          .end(context.response(), request.method());
    }
  }

  /** Why the request is refused, or nothing. */
  static Optional<String> refusal(
      HttpMethod method,
      @Nullable String path,
      @Nullable String host,
      @Nullable String origin,
      @Nullable String fetchSite,
      @Nullable String fetchMode) {
    if (host == null || !LOOPBACK_NAMES.contains(withoutPort(host).toLowerCase(Locale.ROOT))) {
      return Optional.of("This box answers only to 127.0.0.1 and localhost.");
    }
    boolean linkToScreen =
        "navigate".equals(fetchMode) && HttpMethod.GET.equals(method) && "/".equals(path);
    if (linkToScreen) {
      return Optional.empty();
    }
    if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
      return Optional.of("This box answers only its own pages, not those of " + origin + ".");
    }
    if ("cross-site".equals(fetchSite) || "same-site".equals(fetchSite)) {
      return Optional.of("This box answers only its own pages.");
    }
    return Optional.empty();
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
