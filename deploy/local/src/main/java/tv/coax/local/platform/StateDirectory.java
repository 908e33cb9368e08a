package tv.coax.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tv.coax.local.process.Directories;
import tv.coax.local.process.PlatformException;

/** What a platform keeps between runs. */
final class StateDirectory {
  private static final long NEEDED_BYTES = 1_500_000_000L;

  /** Only what we made ourselves is ever removed, whatever directory we are pointed at. */
  private static final Pattern OURS =
      Pattern.compile(
          "postgres(\\.new)?|secrets|catalog-service|license-service|seeder-service|keycloak"
              + "|box-\\d|logs");

  private final Path directory;

  StateDirectory(Path directory) {
    this.directory = directory;
  }

  /** Removes what earlier runs left; unpacked programs and fetched films stay. */
  void startOver() {
    try (var entries = Files.list(directory)) {
      for (Path entry : entries.toList()) {
        if (OURS.matcher(entry.getFileName().toString()).matches()) {
          Directories.delete(entry);
        }
      }
    } catch (IOException e) {
      throw new PlatformException(
          "The state in " + directory + " cannot be removed: " + e.getMessage() + ".", e);
    }
  }

  /** Refuses to start where the disk is almost full. */
  void requireRoom() {
    try {
      long room = Files.getFileStore(directory).getUsableSpace();
      if (room < NEEDED_BYTES) {
        throw new PlatformException(
            "The disk of "
                + directory
                + " is almost full: "
                + room / 1_000_000
                + " MB are free and "
                + NEEDED_BYTES / 1_000_000
                + " MB are needed; make room or choose another with --state DIR.");
      }
    } catch (IOException e) {
      throw new PlatformException("The directory " + directory + " cannot be used.", e);
    }
  }
}
