package tv.coax.license.device;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import tv.coax.license.proof.Proofs;
import tv.coax.service.problem.Problem;

/** The devices of the account that asks. */
@Path("/api/devices")
@Tag(name = "Devices")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
class DeviceResource {
  private final DeviceRegistration registration;
  private final Devices devices;
  private final Proofs proofs;
  private final JsonWebToken token;

  @Inject
  DeviceResource(
      DeviceRegistration registration, Devices devices, Proofs proofs, JsonWebToken token) {
    this.registration = registration;
    this.devices = devices;
    this.proofs = proofs;
    this.token = token;
  }

  /**
   * @param name what the household calls the device
   */
  record Request(@NotBlank @Size(max = 100) String name) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Registers the device that made the proof for the account of the token")
  @APIResponse(responseCode = "201", description = "Registered now")
  @APIResponse(responseCode = "200", description = "It was registered to this account already")
  @APIResponse(
      responseCode = "409",
      description = "device-limit, device-of-another-account, device-removed")
  public RestResponse<DeviceView> register(
      @HeaderParam(Proofs.HEADER) @Nullable String proof, @Valid @NotNull Request request) {
    var proven = proofs.require(proof, "POST", "/api/devices");
    var registered = registration.register(account(), request.name().strip(), proven);
    var status = registered.isNew() ? RestResponse.Status.CREATED : RestResponse.Status.OK;
    return RestResponse.status(status, DeviceView.of(registered.device()));
  }

  @GET
  @Transactional
  @Operation(summary = "The devices of the account")
  public List<DeviceView> devices() {
    return devices.ofAccount(account()).stream().map(DeviceView::of).toList();
  }

  @DELETE
  @Path("/{thumbprint}")
  @RolesAllowed("subscriber")
  @Operation(summary = "Removes a device from the account; it gets no license any more")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "404", description = "unknown-device")
  public void remove(@PathParam("thumbprint") String thumbprint) {
    registration.remove(account(), thumbprint);
  }

  private String account() {
    String subject = token.getSubject();
    if (subject == null) {
      throw Problem.of(403, "account-unknown", "The access token names no account.");
    }
    return subject;
  }
}
