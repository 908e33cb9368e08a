package tv.coax.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a process that is not our child still runs. One that has ended but that nobody has waited
 * for (a zombie; in containers often for good) does not run, although it still has its number.
 */
public final class Liveness {
  private Liveness() {}

  public static boolean isRunning(ProcessHandle process) {
    return process.isAlive() && !isZombie(process.pid());
  }

  private static boolean isZombie(long pid) {
    try {
      String stat =
          new String(
              Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat")),
              StandardCharsets.ISO_8859_1);
      int name = stat.lastIndexOf(')');
      return name >= 0 && stat.startsWith(" Z", name + 1);
    } catch (IOException noSuchProcessOrNoSuchSystem) {
      return false;
    }
  }
}
