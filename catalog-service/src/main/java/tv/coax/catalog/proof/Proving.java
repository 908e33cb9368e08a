package tv.coax.catalog.proof;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How proofs of possession are judged. */
@ConfigMapping(prefix = "coax.proofs")
interface Proving {
  /** How old a proof may be. */
  @WithDefault("PT2M")
  Duration maxAge();
}
