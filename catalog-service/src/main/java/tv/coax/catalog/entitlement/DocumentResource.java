package tv.coax.catalog.entitlement;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.ResponseStatus;
import tv.coax.catalog.account.Caller;
import tv.coax.catalog.asset.Asset;
import tv.coax.catalog.asset.Assets;
import tv.coax.catalog.title.Titles;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.ticket.Ticket;

/** The signed documents an entitled account's device carries elsewhere. */
@Path("/api")
@Authenticated
class DocumentResource {
  /** A signed entitlement token. */
  record Token(String token) {}

  /** A signed ticket and when it ends. */
  record SignedTicket(String ticket, Instant expiresAt) {}

  /** A manifest as the seeder signed it. */
  record SignedManifest(String manifest) {}

  private final Entitlements entitlements;
  private final Assets assets;
  private final Titles titles;
  private final Issuing issuing;
  private final SigningKey key;
  private final SecurityIdentity identity;

  @ConfigProperty(name = "coax.issuer")
  String issuer;

  DocumentResource(
      Entitlements entitlements,
      Assets assets,
      Titles titles,
      Issuing issuing,
      SigningKey key,
      SecurityIdentity identity) {
    this.entitlements = entitlements;
    this.assets = assets;
    this.titles = titles;
    this.issuing = issuing;
    this.key = key;
    this.identity = identity;
  }

  @POST
  @Path("/entitlements/{id}/tokens")
  @ResponseStatus(201)
  @Transactional
  Token token(UUID id, @NotNull @Valid DeviceRequest wanted) {
    Entitlement entitlement = entitlements.requireActive(accountId(), id);
    Asset asset = asset(entitlement, wanted);
    Instant now = now();
    return new Token(
        new EntitlementToken(
                issuer,
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

  @POST
  @Path("/entitlements/{id}/tickets")
  @ResponseStatus(201)
  @Transactional
  SignedTicket ticket(UUID id, @NotNull @Valid DeviceRequest wanted) {
    Entitlement entitlement = entitlements.requireActive(accountId(), id);
    Asset asset = asset(entitlement, wanted);
    Instant now = now();
    Instant expiresAt = now.plus(issuing.ticketLifetime());
    var ticket =
        new Ticket(
            issuer,
            UUID.randomUUID().toString(),
            asset.infoHash(),
            wanted.deviceThumbprint(),
            now,
            expiresAt);
    return new SignedTicket(ticket.sign(key), expiresAt);
  }

  @GET
  @Path("/titles/{titleId}/manifest")
  @Transactional
  SignedManifest manifest(UUID titleId) {
    titles.require(titleId);
    if (entitlements.activeOf(accountId(), titleId, Instant.now()).isEmpty()) {
      throw Entitlements.notEntitled("This account has no right to the title.");
    }
    return assets
        .newestOf(titleId)
        .map(asset -> new SignedManifest(asset.manifest()))
        .orElseThrow(() -> Entitlements.notEntitled("The title has nothing to play."));
  }

  private Asset asset(Entitlement entitlement, DeviceRequest wanted) {
    Integer version = wanted.assetVersion();
    return (version == null
            ? assets.newestOf(entitlement.titleId())
            : assets.find(entitlement.titleId(), version))
        .orElseThrow(
            () -> Entitlements.notEntitled("The title has no such version to be entitled to."));
  }

  private String accountId() {
    return Caller.of(identity).accountId();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
