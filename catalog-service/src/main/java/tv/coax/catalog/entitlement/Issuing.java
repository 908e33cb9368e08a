package tv.coax.catalog.entitlement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The documents that the catalog signs for a device. */
@ConfigMapping(prefix = "coax.issuing")
interface Issuing {
  /** How long an entitlement token may be turned into a license. */
  @WithDefault("PT5M")
  Duration tokenLifetime();

  /** How long a ticket admits a device to a swarm. */
  @WithDefault("PT30M")
  Duration ticketLifetime();
}
