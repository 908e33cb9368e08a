package tv.coax.seeder.asset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Where sealed assets lie. */
@ConfigMapping(prefix = "coax.seeding")
public interface AssetConfig {
  /** The directory of the sealed files; made at start. One seeder process has it for itself. */
  @WithDefault("data/assets")
  Path directory();
}
