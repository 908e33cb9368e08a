package tv.coax.seeder.access;

import io.smallrye.config.ConfigMapping;

/** Who this service is when it calls the others (client credentials, RFC 6749 section 4.4). */
@ConfigMapping(prefix = "coax.access")
interface AccessConfig {
  /** The OpenID Connect issuer; by default the one whose tokens this service accepts. */
  String issuer();

  /** The client id of the service's account. */
  String clientId();

  /** The secret of the service's account. */
  String secret();
}
