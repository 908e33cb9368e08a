package tv.coax.license.licensing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tv.coax.license.contentkey.ContentKeys;
import tv.coax.license.device.Devices;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.license.License;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.service.keys.IssuerConfig;

/**
 * Makes an entitlement usable on one device, in one transaction: the token is used up, the license
 * has its next number, and its record says so; or none of it.
 */
@ApplicationScoped
class LicenseIssuer {
  private final Licenses licenses;
  private final Devices devices;
  private final ContentKeys contentKeys;
  private final LicensePolicy policy;
  private final SigningKey signingKey;
  private final String issuer;
  private final Clock clock;

  @Inject
  LicenseIssuer(
      Licenses licenses,
      Devices devices,
      ContentKeys contentKeys,
      LicensePolicy policy,
      SigningKey signingKey,
      IssuerConfig issuer,
      Clock clock) {
    this.licenses = licenses;
    this.devices = devices;
    this.contentKeys = contentKeys;
    this.policy = policy;
    this.signingKey = signingKey;
    this.issuer = issuer.name();
    this.clock = clock;
  }

  /** A signed license and when it was signed. */
  record Issued(String license, Instant serverTime) {}

  /**
   * @param token verified
   * @throws tv.coax.service.problem.Problem 403 with the refusal
   */
  @Transactional
  Issued issue(EntitlementToken token, DeviceProof proof) {
    if (!token.deviceThumbprint().equals(proof.thumbprint())) {
      throw Refusal.OTHER_DEVICE.problem();
    }
    if (licenses.isUsed(token.id())) {
      throw Refusal.TOKEN_USED.problem();
    }
    if (!isRegistered(proof.thumbprint(), token.accountId())) {
      throw Refusal.DEVICE_UNKNOWN.problem();
    }
    ContentKey key =
        contentKeys.find(token.asset(), token.keyId()).orElseThrow(Refusal.TOKEN_INVALID::problem);
    try {
      return number(token, proof, KeyWrap.wrap(key, proof.publicKey()));
    } finally {
      key.wipe();
    }
  }

  private boolean isRegistered(String thumbprint, String accountId) {
    return devices
        .findByIdOptional(thumbprint)
        .filter(device -> device.isIn(accountId))
        .isPresent();
  }

  private Issued number(EntitlementToken token, DeviceProof proof, String wrappedKey) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Terms terms = Terms.of(token, policy, now);
    var numbered = licenses.next(token, terms, now).orElseThrow(Refusal.LICENSE_ENDED::problem);
    if (!licenses.record(token.id(), numbered, now)) {
      throw Refusal.TOKEN_USED.problem();
    }
    var license =
        new License(
            issuer,
            numbered.id().toString(),
            numbered.seq(),
            token.entitlementId(),
            proof.thumbprint(),
            token.titleId(),
            token.assetVersion(),
            token.keyId(),
            token.right(),
            terms.clocks(),
            terms.renewAfter(),
            terms.offlineUntil(),
            now,
            now,
            wrappedKey);
    return new Issued(license.sign(signingKey), now);
  }
}
