package tv.coax.catalog.proof;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where boxes find this service. */
@ConfigMapping(prefix = "coax.catalog")
interface PublicAddress {
  /**
   * The address boxes call, as they spell it: proofs of possession are made for it. By default the
   * address this service listens on; behind a proxy, the proxy's.
   */
  URI url();
}
