package tv.coax.local.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tv.coax.local.process.ProcessSpec;
import tv.coax.local.process.Readiness;

/** The command lines and settings of our own services and boxes. */
final class Programs {
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final PlatformOptions options;
  private final Addresses addresses;
  private final Accounts accounts;

  Programs(PlatformOptions options, Addresses addresses, Accounts accounts) {
    this.options = options;
    this.addresses = addresses;
    this.accounts = accounts;
  }

  ProcessSpec catalog() {
    var environment = service("catalog", "catalog-service", options.ports().catalog());
    return spec("catalog-service", "catalog-service", options.ports().catalog(), 224, environment);
  }

  ProcessSpec license() {
    var environment = service("license", "license-service", options.ports().license());
    environment.put("COAX_KEK_FILE", options.state().resolve("secrets/kek").toString());
    environment.put("COAX_KEK_CREATE", "true");
    return spec("license-service", "license-service", options.ports().license(), 160, environment);
  }

  ProcessSpec seeder() {
    var environment = service("seeder", "seeder-service", options.ports().seeder());
    environment.put("COAX_SEEDING_DIRECTORY", data("seeder-service").resolve("assets").toString());
    environment.put("COAX_SEEDING_LISTEN_HOST", "127.0.0.1");
    environment.put("COAX_SEEDING_LISTEN_PORT", port(options.ports().seederPeers()));
    environment.put("COAX_TRACKER_URL", addresses.seeder().toString());
    return spec("seeder-service", "seeder-service", options.ports().seeder(), 256, environment);
  }

  ProcessSpec box(int number) {
    String name = "box-" + number;
    var environment = meeting();
    environment.put("COAX_BOX_DIRECTORY", data(name).toString());
    environment.put("COAX_BOX_NAME", name);
    environment.put("COAX_BOX_PEER_HOST", "127.0.0.1");
    environment.put("COAX_BOX_PEER_PORT", port(options.ports().boxPeers(number)));
    environment.put("COAX_BOX_ISSUER", addresses.realm().toString());
    return spec(name, "client-agent", options.ports().box(number), 160, environment);
  }

  Path data(String program) {
    return options.state().resolve(program);
  }

  private Map<String, String> service(String shortName, String name, int port) {
    var environment = meeting();
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", addresses.jdbcUrl(shortName));
    environment.put("QUARKUS_DATASOURCE_USERNAME", shortName);
    environment.put("QUARKUS_DATASOURCE_PASSWORD", accounts.databasePassword(shortName));
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", addresses.realm().toString());
    environment.put("QUARKUS_OIDC_CREDENTIALS_SECRET", accounts.clientSecret(shortName));
    environment.put("QUARKUS_MANAGEMENT_PORT", port(options.ports().inside(port)));
    environment.put("COAX_SIGNING_KEY_FILE", data(name).resolve("signing-key.json").toString());
    return environment;
  }

  private Map<String, String> meeting() {
    var environment = new HashMap<String, String>();
    environment.put("COAX_CATALOG_URL", addresses.catalog().toString());
    environment.put("COAX_LICENSE_URL", addresses.license().toString());
    environment.put("COAX_SEEDER_URL", addresses.seeder().toString());
    return environment;
  }

  private ProcessSpec spec(
      String name, String module, int port, int heapMegabytes, Map<String, String> environment) {
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", port(port));
    environment.putAll(options.settings().getOrDefault(name, Map.of()));
    return new ProcessSpec(
        name,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms32m",
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:MaxDirectMemorySize=128m",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-jar",
            options.home().runnable(module).toString()),
        environment,
        data(name),
        options.state().resolve("logs").resolve(name + ".log"),
        () -> {},
        Readiness.http(java.net.URI.create("http://127.0.0.1:" + port + "/q/health/ready")),
        "TERM",
        GRACE);
  }

  private static String port(int port) {
    return Integer.toString(port);
  }
}
