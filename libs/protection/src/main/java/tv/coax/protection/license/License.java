package tv.coax.protection.license;

import java.time.Clock;
import java.time.Instant;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.jws.Checks;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.ClaimsBuilder;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;

/**
 * An entitlement made usable on one device: what may be done until when, and the content key,
 * wrapped so that only that device's key opens it.
 *
 * @param id of this license ({@code jti}), the same through all renewals
 * @param seq counts up with every change; a device never goes back to a lower one
 * @param deviceThumbprint the device it is for ({@code cnf.jkt}, RFC 7638)
 * @param renewAfter from here on the device asks for a newer one when it can
 * @param offlineUntil from here on it plays nothing without a newer one
 * @param issuedAt whole seconds
 * @param serverTime the license service's clock when it answered, whole seconds
 * @param wrappedContentKey JWE: see {@code KeyWrap}
 */
public record License(
    String issuer,
    String id,
    long seq,
    String entitlementId,
    String deviceThumbprint,
    String titleId,
    int assetVersion,
    String keyId,
    Right right,
    Clocks clocks,
    Instant renewAfter,
    Instant offlineUntil,
    Instant issuedAt,
    Instant serverTime,
    String wrappedContentKey) {

  /** The {@code typ} of a license. */
  public static final String TYPE = "coax-license+jwt";

  private static final int MAX_WRAPPED_KEY_CHARS = 4096;

  /**
   * @throws IllegalArgumentException with a sentence if a value is impossible
   */
  public License {
    Checks.text("issuer", issuer);
    Checks.text("id", id);
    Checks.text("entitlement id", entitlementId);
    Checks.thumbprint(deviceThumbprint);
    titleId = new AssetId(titleId, assetVersion).titleId();
    AssetId.requireName("key id", keyId);
    renewAfter = Checks.seconds(renewAfter);
    offlineUntil = Checks.seconds(offlineUntil);
    issuedAt = Checks.seconds(issuedAt);
    serverTime = Checks.seconds(serverTime);
    if (seq < 1) {
      throw new IllegalArgumentException("A license's sequence number counts from 1.");
    }
    if (wrappedContentKey.isEmpty() || wrappedContentKey.length() > MAX_WRAPPED_KEY_CHARS) {
      throw new IllegalArgumentException("The wrapped content key is empty or too long.");
    }
  }

  public AssetId asset() {
    return new AssetId(titleId, assetVersion);
  }

  /**
   * Holds the license to one device.
   *
   * @throws InvalidDocumentException WRONG_DEVICE unless it is for that one
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
                    .put("jti", id)
                    .put("seq", seq)
                    .device(deviceThumbprint)
                    .put("entitlement_id", entitlementId)
                    .put("title_id", titleId)
                    .put("asset_version", assetVersion)
                    .put("key_id", keyId)
                    .put("right", right.word()))
            .put("renew_after", renewAfter)
            .put("offline_until", offlineUntil)
            .put("server_time", serverTime)
            .put("wrapped_key", wrappedContentKey)
            .build());
  }

  /**
   * Verifies type, signature and issuer, whatever the time is: for a device that learns the time
   * from the license, or reads a license it keeps.
   *
   * @throws InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE, WRONG_ISSUER
   * @throws tv.coax.protection.jws.KeysUnavailableException if the issuer's keys cannot be had
   */
  public static License verify(String jws, IssuerKeys keys, String issuer) {
    return of(Claims.verified(jws, TYPE, keys).issuedBy(issuer), issuer);
  }

  /**
   * As {@link #verify(String, IssuerKeys, String)}, and it is of use now: issued, and neither
   * {@code offlineUntil} nor {@code notAfter} has come. The clocks of a rental depend on when
   * playback began, which the device judges.
   *
   * @param clock the device's trusted time
   * @throws InvalidDocumentException also EXPIRED, NOT_YET_VALID
   */
  public static License verify(String jws, IssuerKeys keys, String issuer, Clock clock) {
    Instant now = clock.instant();
    Claims claims = Claims.verified(jws, TYPE, keys).issuedBy(issuer).issuedBefore(now);
    License license = of(claims, issuer);
    if (!now.isBefore(license.offlineUntil)
        || license.clocks.notAfter().filter(end -> !now.isBefore(end)).isPresent()) {
      throw new InvalidDocumentException(Reason.EXPIRED, "The license has expired.");
    }
    return license;
  }

  private static License of(Claims claims, String issuer) {
    return Claims.read(() ->
        new License(
            issuer,
            claims.text("jti"),
            claims.number("seq"),
            claims.text("entitlement_id"),
            claims.deviceThumbprint(),
            claims.text("title_id"),
            claims.count("asset_version"),
            claims.text("key_id"),
            Right.ofWord(claims.text("right")),
            Clocks.of(claims),
            claims.instant("renew_after"),
            claims.instant("offline_until"),
            claims.instant("iat"),
            claims.instant("server_time"),
            claims.text("wrapped_key")));
  }
}
