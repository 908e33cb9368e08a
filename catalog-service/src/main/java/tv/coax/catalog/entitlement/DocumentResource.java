package tv.coax.catalog.entitlement;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.account.Caller;
import tv.coax.catalog.asset.Asset;
import tv.coax.catalog.asset.Assets;
import tv.coax.catalog.proof.Proofs;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.ticket.Ticket;

/** The signed documents an entitled account's device carries elsewhere. */
@Path("/api/entitlements/{id: [0-9a-fA-F-]{36}}")
@Authenticated
class DocumentResource {
  /** A signed entitlement token. */
  record Token(String token) {}

  /** A signed ticket and when it ends. */
  record SignedTicket(String ticket, Instant expiresAt) {}

  private final Entitlements entitlements;
  private final Assets assets;
  private final Issuer issuer;
  private final Issuing issuing;
  private final SigningKey key;
  private final Proofs proofs;
  private final SecurityIdentity identity;

  DocumentResource(
      Entitlements entitlements,
      Assets assets,
      Issuer issuer,
      Issuing issuing,
      SigningKey key,
      Proofs proofs,
      SecurityIdentity identity) {
    this.entitlements = entitlements;
    this.assets = assets;
    this.issuer = issuer;
    this.issuing = issuing;
    this.key = key;
    this.proofs = proofs;
    this.identity = identity;
  }

  @POST
  @Path("/tokens")
  @ResponseStatus(201)
  @Transactional
  public Token token(UUID id, @NotNull @Valid DeviceRequest wanted) {
    Entitlement entitlement = entitlements.requireActive(accountId(), id);
    Asset asset = asset(entitlement, wanted);
    Instant now = now();
    return new Token(
        new EntitlementToken(
                issuer.name(),
                UUID.randomUUID().toString(),
                entitlement.id().toString(),
                entitlement.accountId(),
                entitlement.titleId().toString(),
                asset.version(),
                asset.keyId(),
                entitlement.right(),
                entitlement.clocks(),
                wanted.deviceThumbprint(),
                now,
                now.plus(issuing.tokenLifetime()))
            .sign(key));
  }

  /** A ticket for who proves to be the device it names: a ticket is worth a place in the swarm. */
  @POST
  @Path("/tickets")
  @ResponseStatus(201)
  @Transactional
  public SignedTicket ticket(
      UUID id,
      @NotNull @Valid DeviceRequest wanted,
      @HeaderParam(Proofs.HEADER) @Nullable String proof,
      @Context UriInfo request) {
    Entitlement entitlement = entitlements.requireActive(accountId(), id);
    Asset asset = asset(entitlement, wanted);
    proofs.require(proof, "POST", request.getRequestUri().getRawPath(), wanted.deviceThumbprint());
    Instant now = now();
    Instant expiresAt = now.plus(issuing.ticketLifetime());
    var ticket =
        new Ticket(
            issuer.name(),
            UUID.randomUUID().toString(),
            asset.infoHash(),
            wanted.deviceThumbprint(),
            now,
            expiresAt);
    return new SignedTicket(ticket.sign(key), expiresAt);
  }

  private Asset asset(Entitlement entitlement, DeviceRequest wanted) {
    Integer version = wanted.assetVersion();
    if (version != null && version != entitlement.assetVersion()) {
      throw Entitlements.notEntitled(
          "This entitlement is to version " + entitlement.assetVersion() + " of the title.");
    }
    return assets.find(entitlement.titleId(), entitlement.assetVersion()).orElseThrow();
  }

  private String accountId() {
    return Caller.of(identity).accountId();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
