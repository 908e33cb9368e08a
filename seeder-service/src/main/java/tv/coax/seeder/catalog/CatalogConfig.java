package tv.coax.seeder.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** The catalog, which is told of sealed assets and whose tickets the tracker honours. */
@ConfigMapping(prefix = "coax.catalog")
public interface CatalogConfig {

  /** The catalog's address; its keys are at {@code /.well-known/jwks.json} below it. */
  URI url();

  /** The {@code iss} of its tickets. */
  @WithDefault("catalog-service")
  String issuer();

  /** Keeps the catalog's last known keys, so that a restart while it is away does not matter. */
  @WithDefault("data/catalog-keys.json")
  Path keysFile();
}
