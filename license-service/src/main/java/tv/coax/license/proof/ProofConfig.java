package tv.coax.license.proof;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How proofs of possession are judged. */
@ConfigMapping(prefix = "coax.proofs")
interface ProofConfig {

  /** How old a proof may be. */
  @WithDefault("2M")
  Duration maxAge();
}
