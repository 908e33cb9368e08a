package tv.coax.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tv.coax.local.process.PlatformException;

/**
 * PostgreSQL refuses to run as root. So as root it runs in a user namespace of its own, where its
 * user is nobody and the files stay ours; where the kernel refuses that (some containers), it runs
 * as the real user {@code nobody}, who then owns the data directory.
 */
final class Unprivileged {
  private static final String NOBODY = "65534";

  private enum Way {
    DIRECT,
    NAMESPACE,
    NOBODY_USER
  }

  private final Way way;

  private Unprivileged(Way way) {
    this.way = way;
  }

  static Unprivileged detect() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Unprivileged(Way.DIRECT);
    }
    if (answers(List.of("unshare", "-U", "id", "-u"), uid -> !uid.equals("0"))) {
      return new Unprivileged(Way.NAMESPACE);
    }
    if (answers(asNobody("id", "-u"), NOBODY::equals)) {
      return new Unprivileged(Way.NOBODY_USER);
    }
    throw new PlatformException(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here; run Coax as"
            + " another user.");
  }

  /** The command as that user; the process number stays that of the command. */
  List<String> command(List<String> command) {
    return switch (way) {
      case DIRECT -> command;
      case NAMESPACE -> join(List.of("unshare", "-U"), command);
      case NOBODY_USER -> asNobody(command.toArray(String[]::new));
    };
  }

  /** Makes the directory, and everything in it, that user's; all parents must let it through. */
  void own(Path directory) {
    if (way != Way.NOBODY_USER) {
      return;
    }
    for (Path parent = directory.toAbsolutePath().getParent();
        parent != null;
        parent = parent.getParent()) {
      requirePassable(parent);
    }
    if (!answers(List.of("chown", "-R", NOBODY + ":" + NOBODY, directory.toString()), o -> true)) {
      throw new PlatformException("The directory " + directory + " cannot be given to nobody.");
    }
  }

  private static void requirePassable(Path directory) {
    try {
      var modes = Files.getPosixFilePermissions(directory);
      if (!modes.contains(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
        throw new PlatformException(
            "PostgreSQL runs as the user nobody here, who cannot enter "
                + directory
                + "; choose a state directory elsewhere with --state DIR.");
      }
    } catch (IOException e) {
      throw new PlatformException("The directory " + directory + " cannot be read.", e);
    }
  }

  private static List<String> asNobody(String... command) {
    return join(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"),
        List.of(command));
  }

  private static List<String> join(List<String> prefix, List<String> command) {
    var joined = new ArrayList<>(prefix);
    joined.addAll(command);
    return joined;
  }

  private static boolean answers(List<String> command, java.util.function.Predicate<String> right) {
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor(10, TimeUnit.SECONDS)
          && process.exitValue() == 0
          && right.test(output);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
