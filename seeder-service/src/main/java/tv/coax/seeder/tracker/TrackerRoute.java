package tv.coax.seeder.tracker;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * The tracker's HTTP side: plain routes, because the query is bytes and not text. Every answer has
 * status 200, refusals too, since clients read the {@code failure reason} only then (BEP 3).
 */
@ApplicationScoped
class TrackerRoute {
  private static final Logger LOG = Logger.getLogger(TrackerRoute.class);

  private final Tracker tracker;
  private final ExecutorService threads;
  private final MeterRegistry meters;

  TrackerRoute(Tracker tracker, @VirtualThreads ExecutorService threads, MeterRegistry meters) {
    this.tracker = tracker;
    this.threads = threads;
    this.meters = meters;
  }

  void register(@Observes Router router) {
    router.get("/announce").handler(context -> answer(context, "announce", tracker::announce));
    router.get("/scrape").handler(context -> answer(context, "scrape", tracker::scrape));
  }

  private interface Answering {
    byte[] answer(Tracker.Call call) throws RefusedException;
  }

  private void answer(RoutingContext context, String kind, Answering answering) {
    Tracker.Call call = call(context.request());
    threads.execute(() -> {
      byte[] body;
      try {
        body = answering.answer(call);
        count(kind, Outcome.ANSWERED);
      } catch (RefusedException refused) {
        LOG.debugf("A call to %s was refused: %s", kind, refused.getMessage());
        body = TrackerAnswers.failure(refused.sentence());
        count(kind, refused.outcome());
      } catch (RuntimeException e) {
        LOG.errorf(e, "A call to %s failed.", kind);
        body = TrackerAnswers.failure("The tracker has a fault. Try again later.");
        count(kind, Outcome.UNAVAILABLE);
      }
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(Buffer.buffer(body));
    });
  }

  private static Tracker.Call call(HttpServerRequest request) {
    return new Tracker.Call(
        request.query(),
        request.getHeader(HttpHeaders.AUTHORIZATION),
        numeric(request.remoteAddress()),
        numeric(request.localAddress()));
  }

  /** The bytes of the connection's address; no name is ever looked up. */
  private static InetAddress numeric(SocketAddress address) {
    return InetAddress.ofLiteral(address.hostAddress());
  }

  private void count(String kind, Outcome outcome) {
    meters.counter("coax.tracker." + kind, "outcome", outcome.label()).increment();
  }
}
