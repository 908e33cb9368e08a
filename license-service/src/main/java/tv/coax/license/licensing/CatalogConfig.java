package tv.coax.license.licensing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** The catalog, whose entitlement tokens are honoured here. It is asked for its keys only. */
@ConfigMapping(prefix = "coax.catalog")
interface CatalogConfig {

  /** The catalog's address; its keys are at {@code /.well-known/jwks.json} below it. */
  @WithDefault("http://127.0.0.1:8481")
  URI url();

  /** The {@code iss} of its tokens. */
  @WithDefault("catalog-service")
  String issuer();

  /** Keeps the catalog's last known keys, so that a restart while it is away does not matter. */
  @WithDefault("data/catalog-keys.json")
  Path keysFile();
}
