package tv.coax.catalog.entitlement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** Who signs the documents of this service. */
@ConfigMapping(prefix = "coax.issuer")
interface Issuer {
  /** The {@code iss} of what it signs; the service's name by default. */
  @WithParentName
  String name();
}
