package tv.coax.catalog.listing;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import tv.coax.service.problem.Problem;

/** Titles: browsed by anyone, made and published by the operator. */
@Path("/api/titles")
class TitleResource {
  private final Listing listing;

  TitleResource(Listing listing) {
    this.listing = listing;
  }

  @GET
  @PermitAll
  public List<TitleView> published() {
    return listing.published();
  }

  @GET
  @Path("/{id}")
  @PermitAll
  public TitleView published(UUID id) {
    return listing
        .published(id)
        .orElseThrow(
            () -> Problem.of(404, "unknown-title", "There is no title " + id + " on sale."));
  }

  @POST
  @RolesAllowed("operator")
  @ResponseStatus(201)
  public ConsoleTitle draft(@NotNull @Valid NewTitle wanted) {
    return listing.draft(wanted.name(), wanted.synopsisOrEmpty(), wanted.year());
  }

  @POST
  @Path("/{id}/publish")
  @RolesAllowed("operator")
  public ConsoleTitle publish(UUID id) {
    return listing.publish(id);
  }

  @POST
  @Path("/{id}/unpublish")
  @RolesAllowed("operator")
  public ConsoleTitle unpublish(UUID id) {
    return listing.unpublish(id);
  }
}
