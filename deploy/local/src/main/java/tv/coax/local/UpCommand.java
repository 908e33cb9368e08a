package tv.coax.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tv.coax.local.console.Console;

/** {@code coax up}: the platform without the story. */
@Command(
    name = "up",
    description = {
      "Starts PostgreSQL, Keycloak, the three services and three boxes on this machine",
      "and keeps them running until Ctrl-C. What they know is found again at the next start."
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private PlatformArguments arguments = new PlatformArguments();

  @Override
  public Integer call() throws InterruptedException {
    var console = Console.standard();
    try (var session = Session.start(arguments.options(), console)) {
      session.showAddresses();
      session.showAccounts();
      session.stayUntilEnded();
    }
    return 0;
  }
}
