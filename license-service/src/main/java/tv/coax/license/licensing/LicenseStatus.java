package tv.coax.license.licensing;

import java.time.Instant;

/**
 * Where a license stands, after Readium's license status document.
 *
 * @param status ready, active, revoked, returned, cancelled or expired
 * @param seq grows with every change
 */
record LicenseStatus(String id, String status, long seq, Instant updatedAt, Instant serverTime) {
  static final String ACTIVE = "active";
  static final String EXPIRED = "expired";

  static LicenseStatus of(IssuedLicense license, Instant now) {
    boolean over =
        license.status.equals(ACTIVE)
            && license.notAfter().filter(end -> !now.isBefore(end)).isPresent();
    return new LicenseStatus(
        license.id.toString(),
        over ? EXPIRED : license.status,
        license.seq,
        license.updatedAt,
        now);
  }
}
