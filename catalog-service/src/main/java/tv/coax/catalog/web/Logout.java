package tv.coax.catalog.web;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;

/** Where a session ends, here and at the identity provider: its redirect replaces our answer. */
@Path("/logout")
class Logout {
  @GET
  @Authenticated
  public RestResponse<Void> loggedOut() {
    return RestResponse.seeOther(URI.create("/"));
  }
}
