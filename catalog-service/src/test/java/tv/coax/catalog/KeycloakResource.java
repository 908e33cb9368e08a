package tv.coax.catalog;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Stands where Keycloak's admin API is; a test says what it answers. */
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {
  public static final WireMockServer KEYCLOAK =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @Override
  public Map<String, String> start() {
    KEYCLOAK.start();
    return Map.of("coax.keycloak.realm-url", KEYCLOAK.baseUrl() + "/realms/coax");
  }

  @Override
  public void stop() {
    KEYCLOAK.stop();
  }
}
