package tv.coax.agent.player;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import tv.coax.agent.device.Device;
import tv.coax.agent.license.Licenses;
import tv.coax.agent.web.Problem;

/**
 * {@code GET} and {@code HEAD /play/{titleId}}: the film in the clear, for players on this machine.
 */
@Singleton
final class PlayRoute {

  private static final Logger LOG = Logger.getLogger(PlayRoute.class);
  private static final int MOST_AT_ONCE = 16;
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final Choice choice;
  private final Licenses licenses;
  private final Device device;
  private final MeterRegistry meters;
  private final Counter bytes;
  private final AtomicInteger open;
  private final Set<Thread> playing = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  PlayRoute(Choice choice, Licenses licenses, Device device, MeterRegistry meters) {
    this.choice = choice;
    this.licenses = licenses;
    this.device = device;
    this.meters = meters;
    this.bytes = meters.counter("coax.box.play.bytes");
    this.open = meters.gauge("coax.box.play.open", new AtomicInteger());
  }

  void register(@Observes Router router) {
    router.route("/play/:titleId").handler(this::handle);
  }

  void onStop(@Observes @Priority(50) ShutdownEvent event) {
    playing.forEach(Thread::interrupt);
    threads.shutdownNow();
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!READING.contains(request.method())) {
      request.response().putHeader("Allow", "GET, HEAD");
      new Problem(405, "method-not-allowed", "Method not allowed", "A film can only be read.")
          .end(request.response(), request.method());
      return;
    }
    if (open.incrementAndGet() > MOST_AT_ONCE) {
      open.decrementAndGet();
      new Problem(
              503,
              "too-many-players",
              "Too many players",
              "This box plays to " + MOST_AT_ONCE + " at once.")
          .end(request.response(), request.method());
      return;
    }
    String titleId = context.pathParam("titleId");
    Thread.ofVirtual().name("play " + titleId).start(() -> play(titleId, request));
  }

  private void play(String titleId, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    playing.add(Thread.currentThread());
    try {
      Choice.Chosen chosen = choice.choose(titleId);
      MDC.put("correlationId", chosen.entitlement().correlation());
      new Playback(licenses, device, threads, bytes::increment, request, chosen).run();
    } catch (Refusal e) {
      meters.counter("coax.box.play.refusals", "problem", e.problem().name()).increment();
      LOG.infof("Title %s is not played: %s", titleId, e.getMessage());
      if (e.problem().status() == 503) {
        response.putHeader("Retry-After", "1");
      }
      if (e.problem().status() != 416) {
        response.headers().remove(HttpHeaders.CONTENT_RANGE);
      }
      e.problem().end(response, request.method());
    } catch (IOException | RuntimeException e) {
      fail(titleId, request, e);
    } catch (InterruptedException e) {
      request.connection().close();
    } finally {
      playing.remove(Thread.currentThread());
      open.decrementAndGet();
      MDC.remove("correlationId");
    }
  }

  private static void fail(String titleId, HttpServerRequest request, Exception failure) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      LOG.debugf("The player of title %s has gone.", titleId);
    } else if (response.headWritten()) {
      LOG.warnf("The playback of title %s broke off: %s", titleId, failure.getMessage());
      request.connection().close();
    } else {
      LOG.errorf(failure, "Title %s cannot be played.", titleId);
      new Problem(
              500,
              "film-unreadable",
              "Film unreadable",
              "The film cannot be read at this place at the moment.")
          .end(response, request.method());
    }
  }
}
