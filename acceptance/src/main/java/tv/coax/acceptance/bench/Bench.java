package tv.coax.acceptance.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code coax bench NAME}: each benchmark measures ours and a peer in turn and prints the ratio.
 */
@Command(
    name = "coax bench",
    description = "Measure Coax beside its peers: one run, one machine, medians and ratios.",
    mixinStandardHelpOptions = true,
    subcommands = {
      TransferBench.class,
      CreateBench.class,
      CheckBench.class,
      SwarmBench.class,
      StreamBench.class,
      IdleBench.class
    })
public final class Bench {
  Bench() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Bench())
            .setExecutionExceptionHandler((problem, line, parsed) -> {
              if (!(problem instanceof BenchException)) {
                throw problem;
              }
              line.getErr().println("coax bench: " + problem.getMessage());
              return 1;
            })
            .execute(arguments));
  }
}
