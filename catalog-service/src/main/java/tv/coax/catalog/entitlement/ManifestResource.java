package tv.coax.catalog.entitlement;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.account.Caller;
import tv.coax.catalog.asset.Assets;
import tv.coax.catalog.title.Titles;

/**
 * A title's manifest for accounts that are entitled to it: of the version asked for, which is one
 * they bought, else of the one they hold the best right to.
 */
@Path("/api/titles/{titleId}/manifest")
@Authenticated
class ManifestResource {
  /** A manifest as the seeder signed it. */
  record SignedManifest(String manifest) {}

  private final Entitlements entitlements;
  private final Assets assets;
  private final Titles titles;
  private final SecurityIdentity identity;

  ManifestResource(
      Entitlements entitlements, Assets assets, Titles titles, SecurityIdentity identity) {
    this.entitlements = entitlements;
    this.assets = assets;
    this.titles = titles;
    this.identity = identity;
  }

  @GET
  @Transactional
  public SignedManifest manifest(
      UUID titleId, @QueryParam("assetVersion") @Nullable Integer version) {
    titles.require(titleId);
    String accountId = Caller.of(identity).accountId();
    return entitlements.activeOf(accountId, titleId, Instant.now()).stream()
        .map(Entitlement::assetVersion)
        .filter(held -> version == null || version.equals(held))
        .findFirst()
        .flatMap(held -> assets.find(titleId, held))
        .map(asset -> new SignedManifest(asset.manifest()))
        .orElseThrow(() ->
            Entitlements.notEntitled(
                "This account has no right to the title, or to that version."));
  }
}
