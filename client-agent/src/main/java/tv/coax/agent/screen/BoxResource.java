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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tv.coax.agent.pairing.Pairing;

/** The JSON of the box: what it is, what it has, and what changes. */
@Path("/api")
@Produces(MediaType.APPLICATION_JSON)
final class BoxResource {

  private final Views views;
  private final Pairing pairing;
  private final News news;

  BoxResource(Views views, Pairing pairing, News news) {
    this.views = views;
    this.pairing = pairing;
    this.news = news;
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
   * changed; else a ping. 503 {@code too-many-streams} for the seventeenth.
   */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @NonBlocking
  public Multi<OutboundSseEvent> events(@Context Sse sse) {
    AtomicReference<News.@Nullable Shown> last = new AtomicReference<>();
    return news.follow()
        .onItem()
        .transformToMultiAndConcatenate(
            now -> Multi.createFrom().iterable(events(sse, last.getAndSet(now), now)));
  }

  private static List<OutboundSseEvent> events(
      Sse sse, News.@Nullable Shown before, News.Shown now) {
    List<OutboundSseEvent> events = new ArrayList<>();
    if (before == null || !before.status().equals(now.status())) {
      events.add(event(sse, "status", now.status()));
    }
    if (before == null || !before.titles().equals(now.titles())) {
      events.add(event(sse, "library", now.titles()));
    }
    return events.isEmpty() ? List.of(sse.newEventBuilder().comment("ping").build()) : events;
  }

  private static OutboundSseEvent event(Sse sse, String name, Object data) {
    return sse.newEventBuilder()
        .name(name)
        .mediaType(MediaType.APPLICATION_JSON_TYPE)
        .data(data)
        .build();
  }
}
