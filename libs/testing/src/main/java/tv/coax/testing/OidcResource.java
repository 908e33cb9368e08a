package tv.coax.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.InetAddress;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Quarkus test a real OpenID Connect issuer on a free port, with discovery, published keys
 * and a token endpoint: {@code @WithTestResource(OidcResource.class)}, then {@link #token}.
 *
 * <p>Its access tokens look like those of the {@code coax} realm: {@code sub}, {@code aud} {@code
 * coax}, {@code preferred_username}, {@code realm_access.roles}.
 */
public final class OidcResource implements QuarkusTestResourceLifecycleManager {
  static final String REALM = "coax";
  static final String ISSUER = "coax.testing.oidc.issuer";

  private @Nullable MockOAuth2Server server;

  /** An access token of this subject, good for an hour, for the audience {@code coax}. */
  public static String token(String subject, String... roles) {
    return TestTokens.request(issuer(), subject, "coax", roles);
  }

  /** An access token as {@link #token}, but made out to another audience. */
  public static String tokenForAudience(String audience, String subject, String... roles) {
    return TestTokens.request(issuer(), subject, audience, roles);
  }

  /** The issuer's URL, as in the tokens' {@code iss}. */
  public static String issuer() {
    String issuer = System.getProperty(ISSUER);
    if (issuer == null) {
      throw new IllegalStateException("No test has started OidcResource.");
    }
    return issuer;
  }

  @Override
  public Map<String, String> start() {
    var started = new MockOAuth2Server();
    started.start(InetAddress.getLoopbackAddress(), 0);
    server = started;
    String issuer = started.issuerUrl(REALM).toString();
    System.setProperty(ISSUER, issuer);
    return Map.of("quarkus.oidc.auth-server-url", issuer);
  }

  @Override
  public void stop() {
    if (server != null) {
      server.shutdown();
    }
  }
}
