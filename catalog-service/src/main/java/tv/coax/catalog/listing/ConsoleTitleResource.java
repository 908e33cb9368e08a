package tv.coax.catalog.listing;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;

/** Every title, drafts too, for the operator. */
@Path("/api/console/titles")
@RolesAllowed("operator")
class ConsoleTitleResource {
  private final Listing listing;

  ConsoleTitleResource(Listing listing) {
    this.listing = listing;
  }

  @GET
  public List<ConsoleTitle> everything() {
    return listing.everything();
  }

  @GET
  @Path("/{id}")
  public ConsoleTitle one(UUID id) {
    return listing.require(id);
  }
}
