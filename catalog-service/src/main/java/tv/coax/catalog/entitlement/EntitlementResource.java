package tv.coax.catalog.entitlement;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.account.Accounts;
import tv.coax.catalog.account.Caller;
import tv.coax.service.problem.Problem;

/** What the caller's account may play: as a list, and as a stream of what is new. */
@Path("/api/entitlements")
@Authenticated
class EntitlementResource {
  private final Entitlements entitlements;
  private final EntitlementFeed feed;
  private final Feeding feeding;
  private final Accounts accounts;
  private final SecurityIdentity identity;

  EntitlementResource(
      Entitlements entitlements,
      EntitlementFeed feed,
      Feeding feeding,
      Accounts accounts,
      SecurityIdentity identity) {
    this.entitlements = entitlements;
    this.feed = feed;
    this.feeding = feeding;
    this.accounts = accounts;
    this.identity = identity;
  }

  /** One page, the oldest first; what follows is asked for with the {@code seq} of its last. */
  @GET
  public List<EntitlementView> mine(@QueryParam("after") @DefaultValue("0") @Min(0) long seq) {
    return entitlements.after(Caller.of(identity).accountId(), seq);
  }

  /**
   * Server-sent events: {@code entitlement} with the seq as its id, and {@code ping}. A listener
   * that names no {@code Last-Event-ID} is told of everything the account holds.
   */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  public Multi<OutboundSseEvent> events(
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId, @Context Sse sse) {
    String accountId = accounts.welcome(Caller.of(identity)).id();
    Multi<OutboundSseEvent> news =
        feed.listen(accountId, seq(lastEventId))
            .map(entitlement ->
                sse.newEventBuilder()
                    .name("entitlement")
                    .id(Long.toString(entitlement.seq()))
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(entitlement)
                    .build());
    Multi<OutboundSseEvent> pings =
        Multi.createFrom()
            .ticks()
            .every(feeding.pingEvery())
            .onOverflow()
            .drop()
            .map(tick ->
                sse.newEventBuilder()
                    .name("ping")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(Map.of())
                    .build());
    return Multi.createBy().merging().streams(news, pings).select().first(feeding.streamLifetime());
  }

  private static long seq(@Nullable String lastEventId) {
    if (lastEventId == null || lastEventId.isBlank()) {
      return 0;
    }
    try {
      return Long.parseLong(lastEventId.strip());
    } catch (NumberFormatException e) {
      throw Problem.of(
          400, "last-event-id-invalid", "Last-Event-ID is the id of an event that we sent.");
    }
  }
}
