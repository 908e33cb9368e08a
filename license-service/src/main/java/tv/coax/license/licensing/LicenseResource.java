package tv.coax.license.licensing;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import tv.coax.license.proof.Proofs;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.service.problem.Problem;

/**
 * Gives licenses to devices. The entitlement token and the proof of possession are all it takes, so
 * it works while the identity provider and the catalog are away.
 */
@Path("/api/licenses")
@Tag(name = "Licenses")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
class LicenseResource {
  private static final Logger LOG = Logger.getLogger(LicenseResource.class);

  private final Proofs proofs;
  private final EntitlementTokens tokens;
  private final LicenseIssuer issuer;
  private final Licenses licenses;
  private final LicenseMetrics metrics;
  private final Clock clock;

  @Inject
  LicenseResource(
      Proofs proofs,
      EntitlementTokens tokens,
      LicenseIssuer issuer,
      Licenses licenses,
      LicenseMetrics metrics,
      Clock clock) {
    this.proofs = proofs;
    this.tokens = tokens;
    this.issuer = issuer;
    this.licenses = licenses;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @param entitlementToken JWS of the catalog
   */
  record Request(@NotBlank @Size(max = 16_384) String entitlementToken) {}

  /**
   * @param license JWS
   */
  record Answer(String license, Instant serverTime) {}

  @POST
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "A license for the device that made the proof, against an entitlement token")
  @APIResponse(responseCode = "201", description = "The license, and a renewal if there was one")
  @APIResponse(
      responseCode = "403",
      description =
          "token-expired, token-audience, token-used, token-invalid, other-device, device-unknown,"
              + " license-ended, proof-invalid")
  public Answer issue(
      @HeaderParam(Proofs.HEADER) @Nullable String proof, @Valid @NotNull Request request) {
    try {
      var proven = proofs.verify(proof, "POST", "/api/licenses");
      EntitlementToken token = tokens.verify(request.entitlementToken());
      proofs.use(proven);
      var issued = issuer.issue(token, proven);
      metrics.issued(token.right());
      LOG.infof(
          "License issued for entitlement %s on device %s.",
          token.entitlementId(), proven.thumbprint());
      return new Answer(issued.license(), issued.serverTime());
    } catch (Problem refused) {
      metrics.refused(refused.name());
      LOG.infof("License refused: %s", refused.name());
      throw refused;
    }
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Where a license stands, for its device")
  public LicenseStatus status(
      @PathParam("id") UUID id, @HeaderParam(Proofs.HEADER) @Nullable String proof) {
    var proven = proofs.verify(proof, "GET", "/api/licenses/" + id);
    IssuedLicense license =
        licenses
            .findByIdOptional(id)
            .filter(known -> known.deviceThumbprint.equals(proven.thumbprint()))
            .orElseThrow(
                () -> Problem.of(404, "unknown-license", "This device has no such license."));
    proofs.use(proven);
    return LicenseStatus.of(license, clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }
}
