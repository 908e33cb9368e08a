package tv.coax.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import tv.coax.local.process.PlatformException;

/** The commands that run Coax on this machine; {@code ./coax} starts them. */
@Command(
    name = "coax",
    description = "Coax on one machine.",
    version = "Coax 0.1.0",
    mixinStandardHelpOptions = true,
    subcommands = {UpCommand.class, DemoCommand.class})
public final class Coax {
  private Coax() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** Runs a command; 0 when all went well, 1 when it failed, 2 for wrong arguments. */
  static int run(String... arguments) {
    IExecutionExceptionHandler oneSentence =
        (exception, command, result) -> {
          if (exception instanceof PlatformException) {
            command.getErr().println("coax: " + exception.getMessage());
          } else {
            exception.printStackTrace(command.getErr());
          }
          return 1;
        };
    return new CommandLine(new Coax())
        .setExecutionExceptionHandler(oneSentence)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(arguments);
  }
}
