package tv.coax.service.keys;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import tv.coax.protection.jws.SigningKey;

/** Publishes the JWK set (RFC 7517) that this service's documents are verified with. */
@Path("/.well-known/jwks.json")
class JwksResource {
  private final SigningKey key;

  @Inject
  JwksResource(SigningKey key) {
    this.key = key;
  }

  @GET
  @Produces({"application/jwk-set+json", "application/json"})
  public Response keys() {
    return Response.ok(key.publicJwks())
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=300")
        .build();
  }
}
