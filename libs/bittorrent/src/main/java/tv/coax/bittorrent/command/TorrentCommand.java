package tv.coax.bittorrent.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import tv.coax.bittorrent.hash.Digest;

/**
 * The {@code torrent} command: makes, shows, checks, seeds and fetches torrents. Exit code 0 is
 * success, 1 a failed transfer or check, 2 bad input; an error is one sentence on standard error.
 */
public final class TorrentCommand {
  private static final Map<String, Supplier<Command>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("create", CreateCommand::new);
    COMMANDS.put("info", InfoCommand::new);
    COMMANDS.put("check", CheckCommand::new);
    COMMANDS.put("seed", SeedCommand::new);
    COMMANDS.put("get", GetCommand::new);
  }

  private TorrentCommand() {}

  /** Without one of the others there is nothing to do but to explain. */
  private static final class All extends Command {
    All() {
      super("torrent", "Makes, shows, checks, seeds and fetches torrents.");
      COMMANDS.forEach((name, make) -> spec().addSubcommand(name, make.get().spec()));
    }

    @Override
    public Integer call() {
      throw new ParameterException(
          spec().commandLine(), "Which one: create, info, check, seed or get?");
    }
  }

  public static void main(String[] arguments) {
    // Names in torrents are UTF-8, whatever the locale.
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    // The system's library is looked for while the arguments are read.
    Thread.ofPlatform().daemon().start(Digest::isOfSystem);
    int code = run(arguments);
    System.out.flush();
    System.err.flush();
    // What had to be closed is closed; looking for hooks and a logger would delay every end.
    Runtime.getRuntime().halt(code);
  }

  /** Runs the command and gives its exit code. */
  static int run(String... arguments) {
    Supplier<Command> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
    if (named == null) {
      return execute(new All(), arguments);
    }
    // Making the options of all would delay every start.
    Command command = named.get();
    command.spec().name("torrent " + command.spec().name());
    return execute(command, Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static int execute(Command command, String... arguments) {
    return new CommandLine(command.spec())
        .setParameterExceptionHandler(TorrentCommand::badParameters)
        .setExecutionExceptionHandler(TorrentCommand::failed)
        .execute(arguments);
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
