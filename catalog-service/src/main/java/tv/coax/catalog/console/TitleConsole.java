package tv.coax.catalog.console;

import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.listing.ConsoleTitle;
import tv.coax.catalog.listing.Listing;
import tv.coax.catalog.money.Billing;
import tv.coax.catalog.offer.Offers;
import tv.coax.service.problem.Problem;

/** Titles: made, priced, published. */
@Path("/console")
@RolesAllowed("operator")
@Produces(MediaType.TEXT_HTML)
class TitleConsole {
  private final Listing listing;
  private final Offers offers;
  private final Billing billing;

  TitleConsole(Listing listing, Offers offers, Billing billing) {
    this.listing = listing;
    this.offers = offers;
    this.billing = billing;
  }

  @GET
  public TemplateInstance titles() {
    return Console.titles(listing.everything());
  }

  @GET
  @Path("/titles")
  public Response elsewhere() {
    return seeOther("/console");
  }

  @POST
  @Path("/titles")
  public Response draft(
      @FormParam("name") @NotBlank @Size(max = 200) String name,
      @FormParam("synopsis") @Nullable @Size(max = 4000) String synopsis,
      @FormParam("year") @Nullable String year) {
    ConsoleTitle made =
        listing.draft(name, synopsis == null ? "" : synopsis, FormFields.year(year));
    return seeOther("/console/titles/" + made.id());
  }

  @GET
  @Path("/titles/{id}")
  public TemplateInstance title(UUID id) {
    return Console.title(listing.require(id), billing.currency(), null);
  }

  @POST
  @Path("/titles/{id}/offers")
  public Response offer(
      UUID id,
      @FormParam("right") @NotBlank String right,
      @FormParam("price") @Nullable String price,
      @FormParam("startWithinDays") @Nullable String startWithinDays,
      @FormParam("playbackHours") @Nullable String playbackHours) {
    return orExplain(
        id,
        () -> {
          offers.make(
              id,
              FormFields.offer(right, price, billing.currency(), startWithinDays, playbackHours));
          return seeOther("/console/titles/" + id);
        });
  }

  @POST
  @Path("/titles/{id}/publish")
  public Response publish(UUID id, @HeaderParam("HX-Request") @Nullable String fragment) {
    return changed(id, fragment, () -> listing.publish(id));
  }

  @POST
  @Path("/titles/{id}/unpublish")
  public Response unpublish(UUID id, @HeaderParam("HX-Request") @Nullable String fragment) {
    return changed(id, fragment, () -> listing.unpublish(id));
  }

  private Response changed(UUID id, @Nullable String fragment, Supplier<ConsoleTitle> change) {
    if (fragment != null) {
      return Response.ok(Console.row(change.get())).build();
    }
    return orExplain(id, () -> seeOther("/console/titles/" + change.get().id()));
  }

  private Response orExplain(UUID id, Supplier<Response> change) {
    try {
      return change.get();
    } catch (Problem refusal) {
      if (refusal.name().equals("unknown-title")) {
        throw refusal;
      }
      return Response.status(refusal.status())
          .entity(Console.title(listing.require(id), billing.currency(), refusal.detail()))
          .build();
    }
  }

  private static Response seeOther(String path) {
    return Response.seeOther(URI.create(path)).build();
  }
}
