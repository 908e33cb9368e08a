package tv.coax.catalog.asset;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import tv.coax.protection.manifest.Manifest;

/** Where the seeder registers what it sealed. */
@Path("/api/assets")
class AssetResource {
  /** A manifest as the seeder signed it: a compact JWS. */
  record NewAsset(@NotBlank @Size(max = 16_384) String manifest) {}

  private final Registration registration;

  AssetResource(Registration registration) {
    this.registration = registration;
  }

  @POST
  @RolesAllowed("seeder")
  public RestResponse<AssetView> register(@NotNull @Valid NewAsset wanted) {
    Manifest manifest = registration.verify(wanted.manifest());
    var registered = registration.register(manifest, wanted.manifest());
    return RestResponse.ResponseBuilder.<AssetView>create(registered.isNew() ? 201 : 200)
        .entity(AssetView.of(registered.asset()))
        .build();
  }
}
