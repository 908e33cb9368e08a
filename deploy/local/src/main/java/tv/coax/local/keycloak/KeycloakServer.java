package tv.coax.local.keycloak;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.coax.local.process.PlatformException;
import tv.coax.local.process.ProcessSpec;
import tv.coax.local.process.Readiness;

/** Keycloak with its store in PostgreSQL and the realm {@code coax} imported at the first start. */
public final class KeycloakServer {
  private final KeycloakDistribution distribution;
  private final Path home;
  private final int port;

  public KeycloakServer(KeycloakDistribution distribution, Path home, int port) {
    this.distribution = distribution;
    this.home = home;
    this.port = port;
  }

  /** The issuer of all tokens. */
  public URI realm() {
    return URI.create("http://127.0.0.1:" + port + "/realms/coax");
  }

  /** Puts the realm where {@code --import-realm} looks. A realm that exists is left alone. */
  public void offerRealm(Path realm) {
    Path target = home.resolve("data/import/coax-realm.json");
    try {
      Files.createDirectories(target.getParent());
      Path fresh = Files.createTempFile(target.getParent(), "realm", ".new");
      Files.copy(realm, fresh, StandardCopyOption.REPLACE_EXISTING);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new PlatformException("The realm cannot be read: " + e.getMessage() + ".", e);
    }
  }

  /**
   * The server as a supervised program.
   *
   * @param placeholders what stands for {@code ${NAME}} in the realm: client secrets, passwords
   */
  public ProcessSpec spec(
      Path log,
      Path directory,
      Database database,
      String adminPassword,
      Map<String, String> placeholders) {
    var environment = new HashMap<>(placeholders);
    environment.put("KC_DB_URL", database.jdbcUrl());
    environment.put("KC_DB_USERNAME", database.user());
    environment.put("KC_DB_PASSWORD", database.password());
    environment.put("KC_DB_POOL_MAX_SIZE", "20");
    environment.put("KC_DB_POOL_MIN_SIZE", "2");
    environment.put("KC_DB_POOL_INITIAL_SIZE", "2");
    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
    var options =
        List.of(
            "-Xms64m",
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-XX:MaxMetaspaceSize=256m",
            "-XX:+ExitOnOutOfMemoryError");
    var arguments =
        List.of(
            "start",
            "--optimized",
            "--import-realm",
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--hostname=http://127.0.0.1:" + port);
    return new ProcessSpec(
        "keycloak",
        distribution.command(home, options, arguments),
        environment,
        directory,
        log,
        () -> {},
        Readiness.http(URI.create(realm() + "/.well-known/openid-configuration")),
        "TERM",
        Duration.ofSeconds(20));
  }

  /** Where Keycloak keeps everything. */
  public record Database(String jdbcUrl, String user, String password) {}
}
