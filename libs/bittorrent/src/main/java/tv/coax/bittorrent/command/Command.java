package tv.coax.bittorrent.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tv.coax.bittorrent.hash.Digest;

/**
 * A command and what it takes; a call gives the exit code. What is taken has its value once the
 * command is called. Picocli's annotations would say the same, but reading them takes a third of
 * the time that the command needs to start.
 */
abstract class Command implements Callable<Integer> {
  private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

  Command(String name, String description) {
    spec.name(name).usageMessage().description(description);
    spec.versionProvider(Command::version);
    spec.addOption(
        switchOf("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    spec.addOption(
        switchOf("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  final CommandSpec spec() {
    return spec;
  }

  private static String[] version() {
    String hashes = Digest.isOfSystem() ? "OpenSSL" : "the JDK";
    return new String[] {"Coax 0.1", "Hashes by " + hashes};
  }

  /** Takes the next argument that is no option; there has to be one. */
  final <T> Supplier<T> parameter(String label, ITypeConverter<T> reader, String description) {
    int position = spec.positionalParameters().size();
    return add(
        PositionalParamSpec.builder()
            .index(Integer.toString(position))
            .paramLabel(label)
            .type(Object.class)
            .converters(reader)
            .description(description));
  }

  /** Takes all arguments that are no options; there has to be one. */
  final <T> Supplier<List<T>> parameters(
      String label, ITypeConverter<T> reader, String description) {
    return add(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("1..*")
            .paramLabel(label)
            .type(List.class)
            .converters(reader)
            .description(description));
  }

  private <T> Supplier<T> add(PositionalParamSpec.Builder builder) {
    PositionalParamSpec parameter = builder.required(true).build();
    spec.addPositional(parameter);
    return parameter::getValue;
  }

  /** Takes an option that may be left out. */
  final <T> Supplier<Optional<T>> option(
      String names, String label, ITypeConverter<T> reader, String description) {
    OptionSpec option = option(names, label, reader, Object.class).description(description).build();
    spec.addOption(option);
    return () -> Optional.ofNullable(option.getValue());
  }

  /** Takes an option that has to be there. */
  final <T> Supplier<T> requiredOption(
      String names, String label, ITypeConverter<T> reader, String description) {
    OptionSpec option =
        option(names, label, reader, Object.class).required(true).description(description).build();
    spec.addOption(option);
    return option::getValue;
  }

  /** Takes an option any number of times. */
  final <T> Supplier<List<T>> options(
      String names, String label, ITypeConverter<T> reader, String description) {
    OptionSpec option =
        option(names, label, reader, List.class)
            .initialValue(List.of())
            .description(description)
            .build();
    spec.addOption(option);
    return option::getValue;
  }

  /** Takes a switch. */
  final BooleanSupplier flag(String name, String description) {
    OptionSpec option = switchOf(name).description(description).build();
    spec.addOption(option);
    return () -> isOn(option);
  }

  /** Takes one of several switches, or none. */
  @SafeVarargs
  final <T> Supplier<Optional<T>> choice(Choice<T>... choices) {
    ArgGroupSpec.Builder group = ArgGroupSpec.builder();
    Arrays.stream(choices).map(Choice::option).forEach(group::addArg);
    spec.addArgGroup(group.build());
    return () ->
        Arrays.stream(choices)
            .filter(choice -> isOn(choice.option()))
            .map(Choice::value)
            .findFirst();
  }

  /** What a switch stands for. */
  record Choice<T>(OptionSpec option, T value) {
    Choice(String name, T value, String description) {
      this(switchOf(name).description(description).build(), value);
    }
  }

  private static boolean isOn(ArgSpec option) {
    return Boolean.TRUE.equals(option.getValue());
  }

  private static OptionSpec.Builder switchOf(String... names) {
    return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
        .type(boolean.class)
        .arity("0");
  }

  /**
   * @param names one or several, with blanks between
   */
  private static OptionSpec.Builder option(
      String names, String label, ITypeConverter<?> reader, Class<?> type) {
    String[] all = names.split(" ");
    return OptionSpec.builder(all[0], Arrays.copyOfRange(all, 1, all.length))
        .arity("1")
        .paramLabel(label)
        .type(type)
        .converters(reader);
  }
}
