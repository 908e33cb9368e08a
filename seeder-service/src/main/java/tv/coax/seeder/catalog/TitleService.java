package tv.coax.seeder.catalog;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The operator's view of the catalog's titles; asked in passing, so with short timeouts. */
@Path("/api/console/titles")
@RegisterRestClient(configKey = "catalog-titles")
@Produces(MediaType.APPLICATION_JSON)
interface TitleService {
  /** One title, a draft too. */
  @GET
  @Path("/{id}")
  Response title(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, @PathParam("id") String titleId);
}
