package tv.coax.catalog.asset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The seeder whose manifests we believe. */
@ConfigMapping(prefix = "coax.seeder")
interface Seeder {
  /** Where it is; its keys are at {@code /.well-known/jwks.json} below. */
  @WithDefault("http://127.0.0.1:8483")
  URI url();

  /** The {@code iss} of what it signs. */
  @WithDefault("seeder-service")
  String issuer();
}
