package tv.coax.seeder.access;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.OidcClients;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.OidcClientConfig;
import io.quarkus.oidc.client.runtime.OidcClientConfig.Grant;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The service's own access token. The issuer is asked at first use, not at start, so that the
 * seeder serves peers while the issuer is down.
 */
@ApplicationScoped
public class AccessToken {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SKEW = Duration.ofSeconds(20);

  private final AccessConfig config;
  private final OidcClients clients;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable OidcClient client;
  private @Nullable Tokens tokens;

  AccessToken(AccessConfig config, OidcClients clients) {
    this.config = config;
    this.clients = clients;
  }

  /**
   * The value of the header {@code Authorization}; blocks while the issuer is asked.
   *
   * @throws NoAccessException if the issuer gives none
   */
  public String bearer() {
    lock.lock();
    try {
      Tokens current = tokens;
      if (current == null
          || current.isAccessTokenWithinRefreshInterval()
          || current.isAccessTokenExpired()) {
        current = client().getTokens().await().atMost(PATIENCE);
        tokens = current;
      }
      return "Bearer " + current.getAccessToken();
    } catch (RuntimeException e) {
      tokens = null;
      throw new NoAccessException(
          "The login service at " + config.issuer() + " gave the seeder no access token.", e);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the token, because a service did not take it. */
  public void refused() {
    lock.lock();
    try {
      tokens = null;
    } finally {
      lock.unlock();
    }
  }

  private OidcClient client() {
    OidcClient known = client;
    if (known != null) {
      return known;
    }
    OidcClientConfig settings =
        OidcClientConfig.authServerUrl(config.issuer())
            .id("services")
            .clientId(config.clientId())
            .credentials(config.secret())
            .grant(Grant.Type.CLIENT)
            .accessTokenExpirySkew(SKEW)
            .build();
    OidcClient made = clients.newClient(settings).await().atMost(PATIENCE);
    client = made;
    return made;
  }
}
