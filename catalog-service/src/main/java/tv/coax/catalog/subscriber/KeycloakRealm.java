package tv.coax.catalog.subscriber;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Our way to Keycloak's admin API, as the catalog's own service account. */
@ApplicationScoped
class KeycloakRealm {
  private static final String REALMS = "/realms/";

  /** The server and the realm's name, out of the realm's URL. */
  record Place(String server, String realm) {
    static Place of(String realmUrl) {
      int at = realmUrl.lastIndexOf(REALMS);
      if (at < 0) {
        return new Place(realmUrl, "coax");
      }
      return new Place(
          realmUrl.substring(0, at), realmUrl.substring(at + REALMS.length()).replace("/", ""));
    }
  }

  /** Connects when it is first used, not when it is made. */
  @Produces
  @Singleton
  Keycloak client(Identity identity) {
    Place place = Place.of(identity.realmUrl().toString());
    return KeycloakBuilder.builder()
        .serverUrl(place.server())
        .realm(place.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(identity.clientId())
        .clientSecret(identity.clientSecret().orElse(""))
        .build();
  }

  void close(@Disposes Keycloak keycloak) {
    keycloak.close();
  }

  @Produces
  @Singleton
  Place place(Identity identity) {
    return Place.of(identity.realmUrl().toString());
  }
}
