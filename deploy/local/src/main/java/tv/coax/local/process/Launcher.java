package tv.coax.local.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a program in a session of its own, so that Ctrl-C on the terminal reaches only us and we
 * stop the others in order. Its number is the number of the program itself: the helpers replace
 * themselves by it.
 */
final class Launcher {
  private static final List<String> OWN_SESSION = ownSession();

  private Launcher() {}

  static Process launch(ProcessSpec spec) throws IOException {
    Files.createDirectories(spec.directory());
    Files.createDirectories(spec.log().toAbsolutePath().getParent());
    var command = new ArrayList<>(OWN_SESSION);
    command.addAll(spec.command());
    var builder = new ProcessBuilder(command).directory(spec.directory().toFile());
    builder.environment().keySet().removeIf(Launcher::isSetting);
    builder.environment().putAll(spec.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.log().toFile()));
    return builder.start();
  }

  /** Settings of a program that a stray variable of the user's shell must not change. */
  private static boolean isSetting(String variable) {
    return variable.startsWith("COAX_")
        || variable.startsWith("KC_")
        || variable.startsWith("QUARKUS_")
        || variable.startsWith("PG");
  }

  private static List<String> ownSession() {
    if (isOnPath("setsid")) {
      return List.of("setsid");
    }
    return isOnPath("perl")
        ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV or die $!", "--")
        : List.of();
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator)).stream()
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
