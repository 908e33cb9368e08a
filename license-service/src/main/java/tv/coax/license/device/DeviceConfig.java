package tv.coax.license.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What an account may have. */
@ConfigMapping(prefix = "coax.devices")
interface DeviceConfig {

  /** How many devices an account may register. */
  @WithDefault("6")
  int limitPerAccount();
}
