package tv.coax.seeder.ingest;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where boxes find this service. */
@ConfigMapping(prefix = "coax.seeder")
interface PublicAddress {

  /** The public base of the torrent URLs in manifests. */
  URI url();
}
