package tv.coax.catalog.offer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an offer says when the operator leaves it out. */
@ConfigMapping(prefix = "coax.offers")
public interface Offering {
  /** Where an offer is valid: an ISO 3166-1 code, or EU. */
  @WithDefault("EU")
  String territory();

  /** How long after the order a rental may be started. */
  @WithDefault("P30D")
  Duration startWithin();

  /** How long a rental may be watched once started. */
  @WithDefault("PT48H")
  Duration playbackWindow();

  /** How long the right of a subscription lasts before it has to be granted anew. */
  @WithDefault("P30D")
  Duration subscriptionPeriod();
}
