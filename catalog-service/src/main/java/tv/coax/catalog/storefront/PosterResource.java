package tv.coax.catalog.storefront;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Pictures for titles, drawn from the title's id alone, so any cache may keep them for good. */
@Path("/posters")
@PermitAll
class PosterResource {
  private static final String SVG = "image/svg+xml";

  @GET
  @Path("/{id}.svg")
  @Produces(SVG)
  public RestResponse<String> poster(UUID id) {
    return picture(id, 600, 900);
  }

  @GET
  @Path("/{id}/wide.svg")
  @Produces(SVG)
  public RestResponse<String> wide(UUID id) {
    return picture(id, 1600, 720);
  }

  private static RestResponse<String> picture(UUID id, int width, int height) {
    String svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"xMidYMid slice\">%s</svg>"
            .formatted(
                width,
                height,
                Scene.draw(
                    id.getMostSignificantBits() ^ id.getLeastSignificantBits(), width, height));
    return RestResponse.ResponseBuilder.ok(svg)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
        .build();
  }
}
