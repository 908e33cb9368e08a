package tv.coax.bittorrent.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code torrent} command: makes, shows, checks, seeds and fetches torrents. Exit code 0 is
 * success, 1 a failed transfer or check, 2 bad input; an error is one sentence on standard error.
 */
@Command(
    name = "torrent",
    description = "Makes, shows, checks, seeds and fetches torrents.",
    mixinStandardHelpOptions = true,
    version = "Coax 0.1",
    subcommands = {
      CreateCommand.class,
      InfoCommand.class,
      CheckCommand.class,
      SeedCommand.class,
      GetCommand.class
    })
public final class TorrentCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] arguments) {
    // Names in torrents are UTF-8, whatever the locale.
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    System.exit(run(arguments));
  }

  /** Runs the command and gives its exit code. */
  static int run(String... arguments) {
    return new CommandLine(new TorrentCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(TorrentCommand::badParameters)
        .setExecutionExceptionHandler(TorrentCommand::failed)
        .execute(arguments);
  }

  /** Without a subcommand there is nothing to do but to explain. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one: create, info, check, seed or get?");
  }

  private static int badParameters(ParameterException failure, String[] arguments) {
    String sentence = CommandException.sentence(failure);
    System.err.println(sentence.strip().replaceAll("\\s*\\R\\s*", " "));
    return CommandException.BAD_INPUT;
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    System.err.println(CommandException.sentence(failure));
    return failure instanceof CommandException known ? known.exitCode() : ExitCode.SOFTWARE;
  }
}
