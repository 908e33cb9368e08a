package tv.coax.catalog.web;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where the code flow begins and ends. */
@Path("/login")
class Login {
  private static final Pattern OWN_PATH =
      Pattern.compile("/([A-Za-z0-9._~-][A-Za-z0-9._~/?=&-]*)?");

  @GET
  @Authenticated
  public RestResponse<Void> login(@QueryParam("to") @Nullable String to) {
    return RestResponse.seeOther(
        URI.create(to != null && OWN_PATH.matcher(to).matches() ? to : "/"));
  }
}
