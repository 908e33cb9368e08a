package tv.coax.protection.entitlement;

import java.time.Clock;
import java.time.Instant;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.jws.Checks;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.ClaimsBuilder;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;

/**
 * The catalog's statement to the license service that an account may have a title on one device. It
 * lives for minutes and is accepted once; the latter the license service holds by {@link #id}.
 *
 * @param id of this token ({@code jti})
 * @param accountId the household that paid ({@code sub})
 * @param deviceThumbprint the device it is for ({@code cnf.jkt}, RFC 7638)
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds, after {@code issuedAt}
 */
public record EntitlementToken(
    String issuer,
    String id,
    String entitlementId,
    String accountId,
    String titleId,
    int assetVersion,
    String keyId,
    Right right,
    Clocks clocks,
    String deviceThumbprint,
    Instant issuedAt,
    Instant expiresAt) {

  /** The {@code typ} of an entitlement token. */
  public static final String TYPE = "coax-entitlement+jwt";

  /** The {@code aud} of every entitlement token. */
  public static final String AUDIENCE = "license-service";

  /**
   * @throws IllegalArgumentException with a sentence if a value is impossible
   */
  public EntitlementToken {
    Checks.text("issuer", issuer);
    Checks.text("id", id);
    Checks.text("entitlement id", entitlementId);
    Checks.text("account id", accountId);
    titleId = new AssetId(titleId, assetVersion).titleId();
    AssetId.requireName("key id", keyId);
    Checks.thumbprint(deviceThumbprint);
    issuedAt = Checks.seconds(issuedAt);
    expiresAt = Checks.seconds(expiresAt);
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException("An entitlement token expires after it was issued.");
    }
  }

  public AssetId asset() {
    return new AssetId(titleId, assetVersion);
  }

  /**
   * Holds the document to one device.
   *
   * @throws tv.coax.protection.jws.InvalidDocumentException WRONG_DEVICE unless it is for that one
   */
  public void requireDevice(String thumbprint) {
    Checks.requireDevice(deviceThumbprint, thumbprint);
  }

  public String sign(SigningKey key) {
    return key.sign(
        TYPE,
        clocks
            .addTo(
                new ClaimsBuilder()
                    .issuer(issuer, issuedAt)
                    .put("aud", AUDIENCE)
                    .put("jti", id)
                    .put("exp", expiresAt)
                    .put("sub", accountId)
                    .device(deviceThumbprint)
                    .put("entitlement_id", entitlementId)
                    .put("title_id", titleId)
                    .put("asset_version", assetVersion)
                    .put("key_id", keyId)
                    .put("right", right.word()))
            .build());
  }

  /**
   * Verifies type, signature, issuer, audience and times.
   *
   * @throws tv.coax.protection.jws.InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE,
   *     WRONG_ISSUER, WRONG_AUDIENCE, EXPIRED, NOT_YET_VALID
   * @throws tv.coax.protection.jws.KeysUnavailableException if the catalog's keys cannot be had
   */
  public static EntitlementToken verify(String jws, IssuerKeys keys, String issuer, Clock clock) {
    Claims claims =
        Claims.verified(jws, TYPE, keys).issuedBy(issuer).meantFor(AUDIENCE).currentAt(clock);
    return Claims.read(() ->
        new EntitlementToken(
            issuer,
            claims.text("jti"),
            claims.text("entitlement_id"),
            claims.text("sub"),
            claims.text("title_id"),
            claims.count("asset_version"),
            claims.text("key_id"),
            Right.ofWord(claims.text("right")),
            Clocks.of(claims),
            claims.deviceThumbprint(),
            claims.instant("iat"),
            claims.instant("exp")));
  }
}
