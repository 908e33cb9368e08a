package tv.coax.local.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Holds a state directory for one running Coax; the system frees it when that program ends. */
public final class SingleInstance implements AutoCloseable {
  private final FileChannel channel;

  private SingleInstance(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the directory.
   *
   * @throws PlatformException naming the running one when it is taken
   */
  public static SingleInstance take(Path state) {
    Path file = state.resolve("lock");
    Path owner = state.resolve("pid");
    try {
      Files.createDirectories(state);
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        String pid = Files.exists(owner) ? Files.readString(owner).strip() : "unknown";
        throw new PlatformException(
            "Coax already runs in "
                + state
                + " (process "
                + pid
                + "); end it with Ctrl-C or `kill "
                + pid
                + "`, or start another with --state DIR and --port-base N.");
      }
      Files.write(
          owner, (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
      return new SingleInstance(channel);
    } catch (IOException e) {
      throw new PlatformException(
          "The state directory " + state + " cannot be used: " + e.getMessage() + ".", e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new PlatformException("The lock could not be given back.", e);
    }
  }
}
