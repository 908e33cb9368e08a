package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file system of this machine. */
public final class DiskVolume implements Volume {
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final long MAX_SMALL_FILE = 256L << 20;

  private final String bootId;

  public DiskVolume() {
    this.bootId = readBootId();
  }

  private static String readBootId() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException notLinux) {
      return "";
    }
  }

  @Override
  public StoredFile file(Path path) {
    return new DiskFile(path);
  }

  @Override
  public Optional<byte[]> read(Path path) throws IOException {
    try {
      if (Files.size(path) > MAX_SMALL_FILE) {
        throw new IOException("The file " + path + " is too long to be resume data.");
      }
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  @Override
  public void replace(Path path, byte[] bytes) throws IOException {
    createDirectories(path.getParent());
    Path next = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer source = ByteBuffer.wrap(bytes);
      while (source.hasRemaining()) {
        channel.write(source);
      }
      channel.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void append(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes, StandardOpenOption.APPEND);
  }

  @Override
  public void delete(Path path) throws IOException {
    Files.deleteIfExists(path);
  }

  @Override
  public void deleteEmpty(Path directory, Path top) throws IOException {
    Path current = directory;
    while (current != null && current.startsWith(top) && !current.equals(top)) {
      try {
        Files.deleteIfExists(current);
      } catch (DirectoryNotEmptyException inUse) {
        return;
      }
      current = current.getParent();
    }
  }

  @Override
  public long modifiedMillis(Path path) throws IOException {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (NoSuchFileException none) {
      return 0;
    }
  }

  @Override
  public long usableBytes(Path path) throws IOException {
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null) {
        return 0;
      }
      existing = parent;
    }
    return Files.getFileStore(existing).getUsableSpace();
  }

  @Override
  public String bootId() {
    return bootId;
  }

  static void createDirectories(@Nullable Path directory) throws IOException {
    if (directory != null) {
      Files.createDirectories(directory);
    }
  }
}
