package tv.coax.seeder.contentkey;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The part of the license service that the seeder uses. */
@Path("/api/content-keys")
@RegisterRestClient(configKey = "license")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface LicenseService {
  /**
   * Whose key is wanted, and for whom.
   *
   * @param recipient a public JWK (RFC 7517)
   */
  record Request(String titleId, int assetVersion, Map<String, Object> recipient) {}

  /**
   * The key, readable by the recipient only.
   *
   * @param wrappedKey a JWE in compact form
   */
  record Answer(String keyId, String wrappedKey) {}

  /** The content key of an asset version: made once, then always the same. */
  @POST
  Answer contentKey(@HeaderParam(HttpHeaders.AUTHORIZATION) String bearer, Request request);
}
