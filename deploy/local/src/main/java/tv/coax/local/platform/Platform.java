package tv.coax.local.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tv.coax.local.console.Console;
import tv.coax.local.keycloak.KeycloakDistribution;
import tv.coax.local.keycloak.KeycloakServer;
import tv.coax.local.postgres.PostgresServer;
import tv.coax.local.process.ManagedProcess;
import tv.coax.local.process.PlatformException;
import tv.coax.local.process.Ports;
import tv.coax.local.process.ProcessSpec;
import tv.coax.local.process.SingleInstance;
import tv.coax.local.process.Supervisor;
import tv.coax.local.secrets.Secrets;

/**
 * All of Coax on one machine: PostgreSQL, Keycloak, the three services and the boxes, each a
 * process of its own that is started again when it dies. What they know is kept in the state
 * directory and found again by the next start, also after {@code kill -9} of everything.
 *
 * <p>Programs are called {@code postgresql}, {@code keycloak}, {@code catalog-service}, {@code
 * license-service}, {@code seeder-service}, {@code box-1} and so on.
 */
public final class Platform implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> DATABASES = List.of("catalog", "license", "seeder", "keycloak");
  private static final List<String> SERVICES =
      List.of("catalog-service", "license-service", "seeder-service");

  private final PlatformOptions options;
  private final Console console;
  private final Addresses addresses;
  private final Accounts accounts;
  private final Supervisor supervisor;
  private final SingleInstance instance;
  private boolean closed;

  private Platform(PlatformOptions options, Console console, SingleInstance instance) {
    this.options = options;
    this.console = console;
    this.instance = instance;
    this.addresses = new Addresses(options.ports(), options.boxes());
    this.accounts = new Accounts(new Secrets(options.state().resolve("secrets")));
    this.supervisor = new Supervisor(options.state().resolve("run"), console);
  }

  /**
   * Prepares a platform: takes the state directory and clears away what a killed run left.
   *
   * @throws PlatformException with one sentence when another one runs, a port is taken or the disk
   *     is full
   */
  public static Platform prepare(PlatformOptions options, Console console) {
    var platform = new Platform(options, console, SingleInstance.take(options.state()));
    try {
      platform.clear();
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /** Prepares and starts everything and waits until all of it serves. */
  public static Platform start(PlatformOptions options, Console console) {
    var platform = prepare(options, console);
    try {
      platform.start();
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /** Starts everything in order and waits until all of it serves. */
  public void start() {
    var programs = new Programs(options, addresses, accounts);
    var services = List.of(programs.catalog(), programs.license(), programs.seeder());
    var boxes = IntStream.rangeClosed(1, options.boxes()).mapToObj(programs::box).toList();
    startPostgres();
    startKeycloak();
    startTogether("Services", services);
    startTogether("Boxes", boxes);
  }

  public Addresses addresses() {
    return addresses;
  }

  public Accounts accounts() {
    return accounts;
  }

  public PlatformOptions options() {
    return options;
  }

  /** One of the programs: its number, kill, stop, restart, wait until ready. */
  public ManagedProcess process(String name) {
    return supervisor.process(name);
  }

  /** All programs in the order in which they were started. */
  public List<ManagedProcess> processes() {
    return supervisor.processes();
  }

  /** Waits until every program serves (again). */
  public void awaitReady(Duration limit) {
    supervisor.processes().forEach(process -> process.awaitReady(limit));
  }

  /** The data directory of a box, counted from 1. */
  public Path boxDirectory(int number) {
    return options.state().resolve("box-" + number);
  }

  public Path log(String program) {
    return options.state().resolve("logs").resolve(program + ".log");
  }

  /** Whether it was stopped. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Stops everything: boxes, services, Keycloak, PostgreSQL. Repeated calls do nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    var boxes =
        supervisor.processes().stream()
            .map(ManagedProcess::name)
            .filter(name -> name.startsWith("box-"))
            .toList();
    supervisor.stop(List.of(boxes, SERVICES, List.of("keycloak"), List.of("postgresql")));
    instance.close();
  }

  private void clear() {
    var state = new StateDirectory(options.state());
    var leftovers = supervisor.endLeftovers();
    if (!leftovers.isEmpty()) {
      console.say(
          "  An earlier run was killed; ended what it left: " + String.join(", ", leftovers) + ".");
    }
    if (options.fresh()) {
      state.startOver();
    }
    state.requireRoom();
    options
        .ports()
        .all(options.boxes())
        .forEach((name, port) -> {
          if (!Ports.isFree(port)) {
            throw new PlatformException(
                "Port "
                    + port
                    + " ("
                    + name
                    + ") is in use by another program; end that or choose other ports with"
                    + " --port-base N.");
          }
        });
  }

  private void startPostgres() {
    try (var task = console.task("PostgreSQL")) {
      task.detail("unpacking");
      var server =
          new PostgresServer(
              options.home().programs(),
              options.state().resolve("postgres"),
              log("postgresql"),
              options.ports().postgres(),
              accounts.databasePassword("postgres"));
      task.detail("making the database");
      server.initialise();
      task.detail("starting");
      var process = supervisor.add(server.spec());
      process.start();
      process.awaitReady(PATIENCE);
      DATABASES.forEach(name -> server.databases().provide(name, accounts.databasePassword(name)));
      task.done("databases " + String.join(", ", DATABASES));
    }
  }

  private void startKeycloak() {
    try (var task = console.task("Keycloak")) {
      task.detail("unpacking and building, once, about half a minute");
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      var distribution = new KeycloakDistribution(java);
      Path home =
          distribution.prepare(
              options.home().keycloakArchive(), options.home().programs(), log("keycloak-build"));
      task.detail("starting");
      var server = new KeycloakServer(distribution, home, options.ports().keycloak());
      server.offerRealm(options.home().realm());
      var database =
          new KeycloakServer.Database(
              addresses.jdbcUrl("keycloak"), "keycloak", accounts.databasePassword("keycloak"));
      var process =
          supervisor.add(
              server.spec(
                  log("keycloak"),
                  options.state().resolve("keycloak"),
                  database,
                  accounts.keycloakAdminPassword(),
                  accounts.realmPlaceholders()));
      process.start();
      process.awaitReady(PATIENCE);
      task.done("realm coax");
    }
  }

  private void startTogether(String what, List<ProcessSpec> specs) {
    try (var task = console.task(what)) {
      var starting = new ArrayList<ManagedProcess>();
      specs.forEach(spec -> starting.add(supervisor.add(spec)));
      starting.forEach(ManagedProcess::start);
      for (var process : starting) {
        task.detail("waiting for " + process.name());
        process.awaitReady(PATIENCE);
      }
      task.done(starting.stream().map(ManagedProcess::name).collect(Collectors.joining(", ")));
    }
  }
}
