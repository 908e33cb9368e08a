package tv.coax.license.contentkey;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.keys.PublicJwk;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.service.problem.Problem;

/** Gives the seeder the content key of what it is about to seal. */
@Path("/api/content-keys")
@Tag(name = "Content keys")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ContentKeyResource {
  private final ContentKeys keys;

  @Inject
  ContentKeyResource(ContentKeys keys) {
    this.keys = keys;
  }

  /**
   * @param recipient the public P-256 key (JWK) the content key is wrapped for
   */
  record Request(
      @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}") String titleId,
      @Min(1) int assetVersion,
      @NotNull @Size(max = 20) Map<String, Object> recipient) {}

  /**
   * @param wrappedKey JWE, ECDH-ES+A256KW and A256GCM
   */
  record Answer(String keyId, String wrappedKey) {}

  @POST
  @RolesAllowed("seeder")
  @Operation(
      summary = "The content key of an asset version, made once, wrapped for the caller's key")
  @APIResponse(responseCode = "201", description = "The key was made now")
  @APIResponse(responseCode = "200", description = "The key was known; it is the same as before")
  public RestResponse<Answer> obtain(@Valid @NotNull Request request) {
    PublicJwk recipient = recipient(request.recipient());
    var obtained = keys.obtain(new AssetId(request.titleId(), request.assetVersion()));
    ContentKey key = obtained.key();
    try {
      var answer = new Answer(key.keyId(), KeyWrap.wrap(key, recipient));
      var status = obtained.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK;
      return RestResponse.status(status, answer);
    } finally {
      key.wipe();
    }
  }

  private static PublicJwk recipient(Map<String, Object> jwk) {
    try {
      return PublicJwk.of(jwk);
    } catch (IllegalArgumentException refused) {
      throw Problem.of(400, "invalid-request", "The recipient is refused: " + refused.getMessage());
    }
  }
}
