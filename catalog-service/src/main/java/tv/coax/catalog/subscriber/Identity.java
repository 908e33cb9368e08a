package tv.coax.catalog.subscriber;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The Keycloak realm whose people are the operator's subscribers. */
@ConfigMapping(prefix = "coax.keycloak")
interface Identity {
  /** The realm, such as {@code http://127.0.0.1:8480/realms/coax}. */
  @WithDefault("${quarkus.oidc.auth-server-url}")
  URI realmUrl();

  /** The client whose service account may manage users. */
  @WithDefault("${quarkus.oidc.client-id}")
  String clientId();

  /** Its secret. */
  @WithDefault("${quarkus.oidc.credentials.secret:}")
  Optional<String> clientSecret();
}
