package tv.coax.bittorrent.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.coax.bittorrent.hash.Digest;

/**
 * The {@code torrent} command: makes, shows, checks, seeds and fetches torrents. Exit code 0 is
 * success, 1 a failed transfer or check, 2 bad input; an error is one sentence on standard error.
 */
@Command(
    name = "torrent",
    description = "Makes, shows, checks, seeds and fetches torrents.",
    mixinStandardHelpOptions = true,
    versionProvider = TorrentCommand.Version.class)
public final class TorrentCommand implements Runnable {
  private static final Map<String, Supplier<Callable<Integer>>> SUBCOMMANDS = new LinkedHashMap<>();

  static {
    SUBCOMMANDS.put("create", CreateCommand::new);
    SUBCOMMANDS.put("info", InfoCommand::new);
    SUBCOMMANDS.put("check", CheckCommand::new);
    SUBCOMMANDS.put("seed", SeedCommand::new);
    SUBCOMMANDS.put("get", GetCommand::new);
  }

  /** What {@code --version} prints. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String hashes = Digest.isOfSystem() ? "OpenSSL" : "the JDK";
      return new String[] {"Coax 0.1", "Hashes by " + hashes};
    }
  }

  @Spec private CommandSpec spec = CommandSpec.create();

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
    String first = arguments.length == 0 ? "" : arguments[0];
    Supplier<Callable<Integer>> named = SUBCOMMANDS.get(first);
    if (named == null) {
      return execute(withAll(), arguments);
    }
    // Reading the options of all would delay every start.
    CommandLine one = new CommandLine(named.get()).setCommandName("torrent " + first);
    return execute(one, Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static CommandLine withAll() {
    CommandLine line = new CommandLine(new TorrentCommand());
    SUBCOMMANDS.forEach((name, make) -> line.addSubcommand(name, make.get()));
    return line;
  }

  private static int execute(CommandLine line, String... arguments) {
    return line.setCaseInsensitiveEnumValuesAllowed(true)
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
