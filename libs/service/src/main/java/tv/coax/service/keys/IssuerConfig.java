package tv.coax.service.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The name this service signs under: {@code coax.issuer}. */
@ConfigMapping(prefix = "coax.issuer")
public interface IssuerConfig {

  /** The {@code iss} of every document this service signs; by default the service's name. */
  @WithParentName
  String name();
}
