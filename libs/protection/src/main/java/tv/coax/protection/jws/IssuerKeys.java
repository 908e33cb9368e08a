package tv.coax.protection.jws;

import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Optional;

/** The keys an issuer signs with, by key id. Safe for use by many threads. */
public interface IssuerKeys {
  /**
   * The issuer's key of that id. A known one is answered at once; for an unknown one the issuer is
   * asked, which may block for some seconds: call it where blocking is allowed.
   *
   * @throws KeysUnavailableException if nothing is known yet and the issuer does not answer, or if
   *     very many wait for its answer already
   */
  Optional<PublicKey> find(String kid);

  /**
   * The keys of a JWK set (RFC 7517, section 5). Keys that are not P-256 are passed over.
   *
   * @throws IllegalArgumentException if it is not a JWK set
   */
  static IssuerKeys of(String jwks) {
    return JwkSet.parse(jwks)::find;
  }

  /**
   * The keys an issuer publishes: fetched when first needed, again beside the answer when they are
   * an hour old, and at an unknown key id, at most every three seconds. When the issuer does not
   * answer, the last known keys go on.
   */
  static IssuerKeys http(URI jwks) {
    return new PublishedKeys(new JwkSetFetch(jwks), Optional.empty(), Clock.systemUTC());
  }

  /**
   * As {@link #http(URI)}, and keeps the last good set in a file, which survives a power cut: who
   * starts without network can still verify what he holds.
   */
  static IssuerKeys http(URI jwks, Path copy) {
    return new PublishedKeys(new JwkSetFetch(jwks), Optional.of(copy), Clock.systemUTC());
  }
}
