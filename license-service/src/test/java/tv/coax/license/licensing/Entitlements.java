package tv.coax.license.licensing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import tv.coax.license.Api;
import tv.coax.license.CatalogResource;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;

/** An account with a registered box and a title it may play; makes the catalog's tokens for it. */
final class Entitlements {
  final String account = "account-" + UUID.randomUUID();
  final String entitlementId = UUID.randomUUID().toString();
  final AssetId asset = Api.newAsset();
  final DeviceKey box = Api.newKey();
  final DeviceKey seeder = Api.newKey();
  final String keyId;
  private Right right = Right.PURCHASE;
  private Clocks clocks = Clocks.UNLIMITED;
  private Instant issuedAt = Instant.now();

  Entitlements() {
    keyId = Api.contentKey(asset, seeder).jsonPath().getString("keyId");
    Api.register(account, box, "Box").then().statusCode(201);
  }

  Entitlements of(Right granted, Clocks until) {
    right = granted;
    clocks = until;
    return this;
  }

  Entitlements issuedAt(Instant instant) {
    issuedAt = instant;
    return this;
  }

  EntitlementToken token() {
    return tokenFor(box.thumbprint());
  }

  EntitlementToken tokenFor(String thumbprint) {
    return new EntitlementToken(
        "catalog-service",
        UUID.randomUUID().toString(),
        entitlementId,
        account,
        asset.titleId(),
        asset.version(),
        keyId,
        right,
        clocks,
        thumbprint,
        issuedAt,
        issuedAt.plus(5, ChronoUnit.MINUTES));
  }

  String signed() {
    return token().sign(CatalogResource.key());
  }
}
