package tv.coax.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a program is started, when it counts as ready and how it is asked to end.
 *
 * @param name unique on this machine's screen and the name of its log
 * @param environment added to ours, from which all {@code COAX_}, {@code KC_} and {@code QUARKUS_}
 *     settings are removed first, so that only these settings count
 * @param beforeStart runs before every start, also after a crash
 * @param stopSignal {@code TERM} or {@code INT}
 * @param grace how long a stop may take before the program is killed
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    Runnable beforeStart,
    Readiness readiness,
    String stopSignal,
    Duration grace) {

  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
