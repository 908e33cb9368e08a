package tv.coax.agent.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import tv.coax.agent.settings.CoaxConfig;

/**
 * The data directory of one box. It belongs to one process at a time: a second one is refused at
 * start. Names that come from outside become file names only here, and only if they are plain.
 */
@Singleton
public final class BoxFiles {

  private static final Logger LOG = Logger.getLogger(BoxFiles.class);
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final Path root;
  private final ObjectMapper json;
  private final FileChannel lock;

  @Inject
  BoxFiles(CoaxConfig config, ObjectMapper json) {
    this(config.box().directory(), json);
  }

  /** The files below {@code root}, which is made if missing. */
  public BoxFiles(Path root, ObjectMapper json) {
    this.root = root.toAbsolutePath().normalize();
    this.json = json;
    this.lock = lock(this.root);
  }

  /** A file or directory below the data directory. */
  public Path path(String first, String... more) {
    return root.resolve(Path.of(first, more));
  }

  /** Whether a name from outside may become part of a file name. */
  public static boolean isPlainName(String name) {
    return PLAIN_NAME.matcher(name).matches();
  }

  /**
   * What the file holds, or nothing if it is missing. A file that cannot be understood (a disk
   * error: writes are atomic) is set aside with the ending {@code .broken} and counts as missing.
   */
  public <T> Optional<T> readJson(Path file, Class<T> type) {
    Optional<byte[]> bytes = AtomicFiles.read(file, MAX_BYTES);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(bytes.get(), type));
    } catch (IOException e) {
      LOG.warnf("The file %s cannot be understood and is set aside: %s", file, e.getMessage());
      setAside(file);
      return Optional.empty();
    }
  }

  /** Replaces the file, durably and atomically. */
  public void writeJson(Path file, Object value) {
    try {
      AtomicFiles.write(file, json.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files directly in {@code directory} with this ending, in the order of their names. */
  public List<Path> list(Path directory, String ending) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(ending))
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ObjectMapper json() {
    return json;
  }

  /** The file's place below the data directory. */
  String nameOf(Path file) {
    return root.relativize(file).toString();
  }

  /** Gives the data directory free for another process. */
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.debug("The lock file could not be closed.", e);
    }
  }

  void onStop(@Observes @Priority(10_000) ShutdownEvent stop) {
    close();
  }

  private static void setAside(Path file) {
    try {
      Files.move(file, file.resolveSibling(file.getFileName() + ".broken"));
    } catch (IOException e) {
      LOG.warnf("The file %s could not be set aside: %s", file, e.getMessage());
    }
  }

  private static FileChannel lock(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("box.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        LOG.debug("The lock is held by this process.", e);
      }
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The data directory " + root + " cannot be used: " + e.getMessage(), e);
    }
    throw new IllegalStateException(
        "The data directory " + root + " is in use by another box process.");
  }
}
