package tv.coax.catalog.console;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Validator;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.subscriber.NewSubscriber;
import tv.coax.catalog.subscriber.Role;
import tv.coax.catalog.subscriber.RoleChanges;
import tv.coax.catalog.subscriber.Subscriber;
import tv.coax.catalog.subscriber.Subscribers;
import tv.coax.catalog.web.Viewer;
import tv.coax.service.problem.Problem;

/** Who may log in, and as what. */
@Path("/console/subscribers")
@RolesAllowed("operator")
@Produces(MediaType.TEXT_HTML)
class SubscriberConsole {
  private static final int MOST_LISTED = 200;

  private final Subscribers subscribers;
  private final RoleChanges changes;
  private final Validator validator;
  private final Viewer viewer;

  SubscriberConsole(
      Subscribers subscribers, RoleChanges changes, Validator validator, Viewer viewer) {
    this.subscribers = subscribers;
    this.changes = changes;
    this.validator = validator;
    this.viewer = viewer;
  }

  @GET
  public TemplateInstance list(@QueryParam("q") @DefaultValue("") String search) {
    return Console.subscribers(subscribers.list(search, 0, MOST_LISTED), search, null, null);
  }

  /** Shows the temporary password once, in this answer only. */
  @POST
  public Response create(
      @FormParam("username") @DefaultValue("") String username,
      @FormParam("firstName") @Nullable String firstName,
      @FormParam("lastName") @Nullable String lastName,
      @FormParam("email") @Nullable String email) {
    var wanted =
        new NewSubscriber(username.strip(), orNull(firstName), orNull(lastName), orNull(email));
    var faults = validator.validate(wanted);
    if (!faults.isEmpty()) {
      var fault = faults.iterator().next();
      return refused(400, "The " + fault.getPropertyPath() + " " + fault.getMessage() + ".");
    }
    try {
      var welcome = subscribers.create(wanted);
      return Response.status(201)
          .entity(Console.subscribers(subscribers.list("", 0, MOST_LISTED), "", welcome, null))
          .build();
    } catch (Problem refusal) {
      if (refusal.status() != 409) {
        throw refusal;
      }
      return refused(409, refusal.detail());
    }
  }

  @POST
  @Path("/{id}/roles/{role}/grant")
  public Response grant(
      String id, String role, @HeaderParam("HX-Request") @Nullable String fragment) {
    return row(subscribers.grant(id, Role.ofWireName(role)), fragment);
  }

  @POST
  @Path("/{id}/roles/{role}/revoke")
  public Response revoke(
      String id, String role, @HeaderParam("HX-Request") @Nullable String fragment) {
    return row(changes.revoke(viewer.caller(), id, Role.ofWireName(role)), fragment);
  }

  private Response refused(int status, String sentence) {
    return Response.status(status)
        .entity(Console.subscribers(subscribers.list("", 0, MOST_LISTED), "", null, sentence))
        .build();
  }

  private static Response row(Subscriber changed, @Nullable String fragment) {
    return fragment == null
        ? Response.seeOther(URI.create("/console/subscribers")).build()
        : Response.ok(Console.subscriber(changed)).build();
  }

  private static @Nullable String orNull(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }
}
