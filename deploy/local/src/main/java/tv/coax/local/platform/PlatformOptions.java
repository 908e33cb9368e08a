package tv.coax.local.platform;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How the platform is started.
 *
 * @param state where everything that outlives a run is kept
 * @param boxes how many boxes, from 1 to 9
 * @param fresh start over: removes what earlier runs left in the state directory
 * @param settings more environment by program name, for example {@code seeder-service} → {@code
 *     COAX_SEEDING_UPLOAD_LIMIT}
 */
public record PlatformOptions(
    CoaxHome home,
    Path state,
    PortPlan ports,
    int boxes,
    boolean fresh,
    Map<String, Map<String, String>> settings) {

  public PlatformOptions {
    state = state.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
  }

  /** The documented ports, three boxes, the state in {@code .coax} of the source tree. */
  public static PlatformOptions standard() {
    var home = CoaxHome.find();
    return new PlatformOptions(home, home.state(), PortPlan.standard(), 3, false, Map.of());
  }

  /** A platform of its own beside any other: its own state and free ports. */
  public static PlatformOptions isolated(Path state, int boxes) {
    return new PlatformOptions(
        CoaxHome.find(), state, PortPlan.free(boxes), boxes, false, Map.of());
  }

  public PlatformOptions withState(Path directory) {
    return new PlatformOptions(home, directory, ports, boxes, fresh, settings);
  }

  public PlatformOptions withPorts(PortPlan plan) {
    return new PlatformOptions(home, state, plan, boxes, fresh, settings);
  }

  public PlatformOptions withBoxes(int count) {
    return new PlatformOptions(home, state, ports, count, fresh, settings);
  }

  public PlatformOptions withFresh(boolean startOver) {
    return new PlatformOptions(home, state, ports, boxes, startOver, settings);
  }

  /** Adds one setting, as an environment variable, to one program. */
  public PlatformOptions withSetting(String program, String variable, String value) {
    var all = new HashMap<>(settings);
    var own = new HashMap<>(all.getOrDefault(program, Map.of()));
    own.put(variable, value);
    all.put(program, Map.copyOf(own));
    return new PlatformOptions(home, state, ports, boxes, fresh, all);
  }
}
