package tv.coax.seeder.catalog;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of the catalog that the seeder uses. */
@Path("/api/assets")
@RegisterRestClient(configKey = "catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface CatalogService {
  /** A sealed asset, as its signed manifest describes it. */
  record Request(String manifest) {}

  /** Registers an asset; a repeated call is answered as the first one. */
  @POST
  Response register(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, Request request);
}
