package tv.coax.license.licensing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long a license serves before its device has to come back. */
@ConfigMapping(prefix = "coax.licenses")
interface LicensePolicy {

  /** After this long the device asks for a newer license when it is online. */
  @WithDefault("P7D")
  Duration renewAfter();

  /** For this long the device plays without having come back. */
  @WithDefault("P30D")
  Duration offline();

  /** Other times for single rights: {@code purchase}, {@code rental}, {@code subscription}, … */
  Map<String, Times> rights();

  /** What differs for one right. */
  interface Times {

    /** As {@link LicensePolicy#renewAfter}. */
    Optional<Duration> renewAfter();

    /** As {@link LicensePolicy#offline}. */
    Optional<Duration> offline();
  }
}
