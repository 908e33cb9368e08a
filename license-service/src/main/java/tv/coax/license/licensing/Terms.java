package tv.coax.license.licensing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;

/**
 * Until when a license may be used: a purchase for good, any other right by the entitlement's own
 * clocks; and when its device has to come back, never later than the right ends.
 */
record Terms(Clocks clocks, Instant renewAfter, Instant offlineUntil) {

  static Terms of(EntitlementToken token, LicensePolicy policy, Instant now) {
    Clocks clocks = token.right() == Right.PURCHASE ? Clocks.UNLIMITED : token.clocks();
    var override = Optional.ofNullable(policy.rights().get(token.right().word()));
    Duration renewAfter =
        override.flatMap(LicensePolicy.Times::renewAfter).orElse(policy.renewAfter());
    Duration offline = override.flatMap(LicensePolicy.Times::offline).orElse(policy.offline());
    return new Terms(
        clocks,
        notLater(now.plus(renewAfter), clocks.notAfter()),
        notLater(now.plus(offline), clocks.notAfter()));
  }

  private static Instant notLater(Instant instant, Optional<Instant> limit) {
    return limit.filter(instant::isAfter).orElse(instant);
  }
}
