package tv.coax.catalog.entitlement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How entitlements are pushed to boxes. */
@ConfigMapping(prefix = "coax.entitlements")
interface Feeding {
  /** How often an idle stream says that it is alive. */
  @WithDefault("PT15S")
  Duration pingEvery();

  /** How often the database is asked for what a lost notification would have told. */
  @WithDefault("PT2S")
  Duration lookEvery();

  /** How long a stream lives; the box then connects again and shows who it is. */
  @WithDefault("PT1H")
  Duration streamLifetime();

  /** How many streams one account may hold at a time. */
  @WithDefault("32")
  int streamsPerAccount();
}
