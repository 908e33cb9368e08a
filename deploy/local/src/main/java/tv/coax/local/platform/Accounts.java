package tv.coax.local.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.coax.local.secrets.Secrets;

/** Who can log in to the local platform; passwords are made at the first start. */
public final class Accounts {
  /** Runs the operator's console. */
  public static final String OPERATOR = "olivia";

  /** Households, in the order of the boxes that pair with them. */
  public static final List<String> SUBSCRIBERS = List.of("ada", "bob", "eve");

  private final Secrets secrets;

  Accounts(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The password of a user of the realm. */
  public String password(String user) {
    return secrets.get("password-" + user);
  }

  /** The password of Keycloak's own administrator, {@code admin}. */
  public String keycloakAdminPassword() {
    return secrets.get("keycloak-admin");
  }

  /** The secret of a confidential client: {@code catalog}, {@code license} or {@code seeder}. */
  public String clientSecret(String service) {
    return secrets.get("client-" + service);
  }

  /** The password of a database's owner, or of {@code postgres}. */
  public String databasePassword(String name) {
    return secrets.get("database-" + name);
  }

  /** What stands for {@code ${NAME}} in the realm file. */
  Map<String, String> realmPlaceholders() {
    var placeholders = new LinkedHashMap<String, String>();
    for (String service : List.of("catalog", "license", "seeder")) {
      placeholders.put("COAX_CLIENT_SECRET_" + upper(service), clientSecret(service));
    }
    placeholders.put("COAX_PASSWORD_" + upper(OPERATOR), password(OPERATOR));
    SUBSCRIBERS.forEach(user -> placeholders.put("COAX_PASSWORD_" + upper(user), password(user)));
    return placeholders;
  }

  private static String upper(String text) {
    return text.toUpperCase(java.util.Locale.ROOT);
  }
}
