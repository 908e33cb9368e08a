package tv.coax.catalog.money;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the operator bills: subscribers pay with the monthly bill, up to a credit limit. */
@ConfigMapping(prefix = "coax.billing")
public interface Billing {
  /**
   * The ISO 4217 currency of the bill; offers are priced in it. Once there is an account or an
   * offer it cannot be changed: the service would not start.
   */
  @WithDefault("EUR")
  String currency();

  /** How much a new account may owe, in minor units of the currency. */
  @WithDefault("10000")
  long creditLimitMinor();
}
