package tv.coax.seeder.asset;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import tv.coax.protection.asset.AssetId;

/**
 * The files of sealed assets in the seeder's directory: {@code TITLE-VERSION.sealed}, beside it the
 * engine's {@code .resume}, and {@code .sealed.part} while the asset arrives. A {@code .sealed}
 * file is complete or not there.
 */
@ApplicationScoped
public class AssetFiles {
  private static final String PART = ".part";
  private static final String RESUME = ".resume";

  private static final String LOCK = ".lock";

  private final Path directory;
  private final FileChannel lock;

  AssetFiles(AssetConfig config) {
    this.directory = config.directory().toAbsolutePath();
    try {
      Files.createDirectories(directory);
      this.lock =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock.tryLock() == null) {
        throw new IllegalStateException("Another seeder uses the directory " + directory + ".");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The directory " + directory + " cannot be used.", e);
    }
  }

  /** Lets another process have the directory; the system does it for one that was killed. */
  @PreDestroy
  void release() throws IOException {
    lock.close();
  }

  /** The directory that holds all of them, which the engine needs. */
  public Path directory() {
    return directory;
  }

  /** The file's name, which is also the torrent's name. */
  public static String nameOf(AssetId asset) {
    return asset.titleId() + "-" + asset.version() + ".sealed";
  }

  /** Where the sealed file is when it is complete. */
  public Path sealed(AssetId asset) {
    return directory.resolve(nameOf(asset));
  }

  /** Where the sealed file is while it arrives. */
  public Path part(AssetId asset) {
    return directory.resolve(nameOf(asset) + PART);
  }

  /** Where the engine notes what it has verified. */
  public Path resume(AssetId asset) {
    return directory.resolve(nameOf(asset) + RESUME);
  }

  /** The bytes that may still be written on this disk. */
  public long freeBytes() throws IOException {
    return Files.getFileStore(directory).getUsableSpace();
  }

  /**
   * Makes a part file, whose bytes are on the disk already, the sealed file. Survives a power cut.
   */
  public void complete(AssetId asset) throws IOException {
    if (Files.exists(sealed(asset))) {
      throw new FileAlreadyExistsException(sealed(asset).toString());
    }
    Files.move(part(asset), sealed(asset), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }

  /** Deletes whatever there is of an asset. */
  public void delete(AssetId asset) throws IOException {
    Files.deleteIfExists(part(asset));
    Files.deleteIfExists(sealed(asset));
    Files.deleteIfExists(resume(asset));
  }

  /** All part files, also those of ingests nobody knows any more. */
  public List<Path> parts() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".sealed" + PART))
          .toList();
    }
  }
}
