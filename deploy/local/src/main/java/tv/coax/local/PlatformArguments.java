package tv.coax.local;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tv.coax.local.platform.PlatformOptions;
import tv.coax.local.platform.PortPlan;

/** Options of every command that starts the platform. */
final class PlatformArguments {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explains this command.")
  boolean help;

  @Option(names = "--fresh", description = "Start over: remove what earlier runs left.")
  boolean fresh;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "Use the ports from N up instead of 5480 and 8480 to 8520.")
  @Nullable Integer portBase;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Keep everything in DIR instead of .coax.")
  @Nullable Path state;

  PlatformOptions options() {
    var options = PlatformOptions.standard().withFresh(fresh);
    if (portBase != null) {
      options = options.withPorts(PortPlan.from(portBase));
    }
    return state == null ? options : options.withState(state);
  }
}
