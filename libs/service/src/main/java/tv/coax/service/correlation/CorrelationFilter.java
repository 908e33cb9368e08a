package tv.coax.service.correlation;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.MDC;

/**
 * Takes the caller's correlation id, or makes one, before anything else looks at the request, so
 * that refusals and failures carry it too.
 */
@ApplicationScoped
class CorrelationFilter {
  /** Quarkus authenticates at 200; larger runs earlier. */
  private static final int BEFORE_AUTHENTICATION = 1000;

  void register(@Observes Filters filters) {
    filters.register(CorrelationFilter::handle, BEFORE_AUTHENTICATION);
  }

  private static void handle(RoutingContext context) {
    String given = context.request().getHeader(Correlation.HEADER);
    String id = given != null && Correlation.isValid(given) ? given : Correlation.create();
    MDC.put(Correlation.MDC_KEY, id);
    context.response().putHeader(Correlation.HEADER, id);
    context.next();
  }
}
