package tv.coax.local;

import java.util.concurrent.CountDownLatch;
import tv.coax.local.console.Console;
import tv.coax.local.console.Format;
import tv.coax.local.console.Style;
import tv.coax.local.console.Table;
import tv.coax.local.platform.Accounts;
import tv.coax.local.platform.Platform;
import tv.coax.local.platform.PlatformOptions;

/** A platform in the foreground of a terminal: Ctrl-C or SIGTERM stops all of it in order. */
final class Session implements AutoCloseable {
  private final Platform platform;
  private final Console console;

  private Session(Platform platform, Console console) {
    this.platform = platform;
    this.console = console;
  }

  static Session start(PlatformOptions options, Console console) {
    long from = System.nanoTime();
    console.say(Style.BOLD, "Coax starts; its state is in " + options.state());
    var session = new Session(Platform.prepare(options, console), console);
    Runtime.getRuntime().addShutdownHook(new Thread(session::close, "stop"));
    try {
      session.platform.start();
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
    var took = java.time.Duration.ofNanos(System.nanoTime() - from);
    console.say("  Everything runs after " + Format.elapsed(took) + ".");
    return session;
  }

  Platform platform() {
    return platform;
  }

  void showAddresses() {
    var addresses = platform.addresses();
    var table = new Table("what", "address", "process");
    row(table, "PostgreSQL", "127.0.0.1:" + addresses.ports().postgres(), "postgresql");
    row(table, "Keycloak", addresses.keycloak().toString(), "keycloak");
    row(table, "storefront, console", addresses.catalog().toString(), "catalog-service");
    row(table, "licenses", addresses.license().toString(), "license-service");
    row(table, "seeder, tracker", addresses.seeder().toString(), "seeder-service");
    for (int number = 1; number <= addresses.boxes(); number++) {
      row(table, "box " + number, addresses.box(number).toString(), "box-" + number);
    }
    console.say("");
    console.table(table);
  }

  void showAccounts() {
    var accounts = platform.accounts();
    var table = new Table("who", "user", "password");
    table.row("operator", Accounts.OPERATOR, accounts.password(Accounts.OPERATOR));
    for (String user : Accounts.SUBSCRIBERS) {
      table.row("subscriber", user, accounts.password(user));
    }
    table.row("Keycloak's administrator", "admin", accounts.keycloakAdminPassword());
    console.say("");
    console.table(table);
  }

  /** Where to look with a browser. */
  void showPlaces() {
    var addresses = platform.addresses();
    var table = new Table("look at", "address");
    table.row("storefront", addresses.catalog() + "/");
    table.row("console", addresses.catalog() + "/console");
    for (int number = 1; number <= addresses.boxes(); number++) {
      table.row("box " + number, addresses.box(number) + "/");
    }
    table.row("Keycloak", addresses.keycloak() + "/admin/master/console/#/coax");
    console.say("");
    console.table(table);
  }

  void stayUntilEnded() throws InterruptedException {
    console.say("");
    console.say(Style.BOLD, "Ctrl-C stops everything.");
    new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    synchronized (platform) {
      if (!platform.isClosed()) {
        console.endLive();
        console.say("Stopping.");
        platform.close();
        console.say("Everything has stopped.");
      }
    }
  }

  private void row(Table table, String what, String address, String process) {
    table.row(what, address, process + " (" + platform.process(process).pid() + ")");
  }
}
