package tv.coax.agent.screen;

import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import tv.coax.agent.library.Library;
import tv.coax.agent.pairing.Pairing;

/** The JSON of the box: what it is, what it has, and what changes. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
final class BoxResource {

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int LOOKS_BETWEEN_PINGS = 60;

  private final Views views;
  private final Pairing pairing;
  private final Library library;

  BoxResource(Views views, Pairing pairing, Library library) {
    this.views = views;
    this.pairing = pairing;
    this.library = library;
  }

  @GET
  @Path("/status")
  @NonBlocking
  public StatusView status() {
    return views.status();
  }

  @POST
  @Path("/pairing")
  public Response pair() {
    pairing.start();
    return Response.accepted(views.status()).build();
  }

  @GET
  @Path("/library")
  @NonBlocking
  public List<TitleView> library() {
    return views.library();
  }

  /**
   * Event {@code library} with the whole library, and {@code status}, each at once and whenever it
   * changed; else a ping.
   */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @NonBlocking
  public Multi<OutboundSseEvent> events(@Context Sse sse) {
    AtomicReference<Object> lastStatus = new AtomicReference<>();
    AtomicReference<Long> lastRevision = new AtomicReference<>(0L);
    return Multi.createFrom()
        .ticks()
        .every(LOOK)
        .onOverflow()
        .drop()
        .onItem()
        .transformToMultiAndConcatenate(tick -> {
          Multi<OutboundSseEvent> changes = Multi.createFrom().empty();
          StatusView status = views.status();
          if (!Objects.equals(lastStatus.getAndSet(status), status)) {
            changes = Multi.createFrom().item(event(sse, "status", status));
          }
          long revision = library.revision();
          if (lastRevision.getAndSet(revision) != revision) {
            Multi<OutboundSseEvent> news =
                Multi.createFrom().item(event(sse, "library", views.library()));
            changes = Multi.createBy().concatenating().streams(changes, news);
          } else if (tick % LOOKS_BETWEEN_PINGS == LOOKS_BETWEEN_PINGS - 1) {
            changes = Multi.createFrom().item(sse.newEventBuilder().comment("ping").build());
          }
          return changes;
        });
  }

  private static OutboundSseEvent event(Sse sse, String name, Object data) {
    return sse.newEventBuilder()
        .name(name)
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(data)
        .build();
  }
}
