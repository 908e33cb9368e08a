package tv.coax.catalog.subscriber;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import tv.coax.catalog.account.Caller;

/** Subscribers and their roles, for the operator. */
@Path("/api/console/subscribers")
@RolesAllowed("operator")
class SubscriberResource {
  private static final int MOST_LISTED = 200;

  private final Subscribers subscribers;
  private final RoleChanges changes;
  private final SecurityIdentity identity;

  SubscriberResource(Subscribers subscribers, RoleChanges changes, SecurityIdentity identity) {
    this.subscribers = subscribers;
    this.changes = changes;
    this.identity = identity;
  }

  @GET
  public List<Subscriber> list(
      @QueryParam("search") @DefaultValue("") String search,
      @QueryParam("first") @DefaultValue("0") int first,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return subscribers.list(search, Math.max(0, first), Math.clamp(limit, 1, MOST_LISTED));
  }

  @POST
  @ResponseStatus(201)
  public Welcome create(@NotNull @Valid NewSubscriber wanted) {
    return subscribers.create(wanted);
  }

  @PUT
  @Path("/{id}/roles/{role}")
  public Subscriber grant(String id, String role) {
    return subscribers.grant(id, Role.ofWireName(role));
  }

  @DELETE
  @Path("/{id}/roles/{role}")
  public Subscriber revoke(String id, String role) {
    return changes.revoke(Caller.of(identity), id, Role.ofWireName(role));
  }
}
