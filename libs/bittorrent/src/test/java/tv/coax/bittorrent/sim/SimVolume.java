package tv.coax.bittorrent.sim;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.storage.DiskFullException;
import tv.coax.bittorrent.storage.StoredFile;
import tv.coax.bittorrent.storage.Volume;

/** A disk in memory. It survives the processes that use it, and it can be full. */
final class SimVolume implements Volume {
  private final SimWorld world;
  private final Map<Path, Content> files = new HashMap<>();
  private long capacity = Long.MAX_VALUE;
  private int open;

  SimVolume(SimWorld world) {
    this.world = world;
  }

  private static final class Content {
    private byte[] bytes = new byte[0];
    private long modifiedMillis;
  }

  /** From now on there is room for so many bytes in all. */
  void capacity(long bytes) {
    capacity = bytes;
  }

  long used() {
    return files.values().stream().mapToLong(content -> content.bytes.length).sum();
  }

  int openFiles() {
    return open;
  }

  byte[] bytes(Path path) {
    Content content = files.get(path);
    return content == null ? new byte[0] : content.bytes;
  }

  private Content create(Path path) {
    Content content = files.computeIfAbsent(path, absent -> new Content());
    content.modifiedMillis = millis();
    return content;
  }

  private long millis() {
    return world.now() / 1_000_000;
  }

  private void grow(Content content, int length) throws DiskFullException {
    int more = length - content.bytes.length;
    if (more > 0) {
      if (used() + more > capacity) {
        throw new DiskFullException("The simulated disk is full.");
      }
      content.bytes = Arrays.copyOf(content.bytes, length);
    }
  }

  @Override
  public StoredFile file(Path path) {
    return new SimFile(path);
  }

  @Override
  public Optional<byte[]> read(Path path) {
    return Optional.ofNullable(files.get(path)).map(content -> content.bytes.clone());
  }

  @Override
  public void replace(Path path, byte[] bytes) throws IOException {
    Content content = create(path);
    grow(content, bytes.length);
    content.bytes = bytes.clone();
  }

  @Override
  public void append(Path path, byte[] bytes) throws IOException {
    if (!files.containsKey(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Content content = create(path);
    int end = content.bytes.length;
    grow(content, end + bytes.length);
    System.arraycopy(bytes, 0, content.bytes, end, bytes.length);
  }

  @Override
  public void delete(Path path) {
    files.remove(path);
  }

  @Override
  public void deleteEmpty(Path directory, Path top) {
    // there are no directories
  }

  @Override
  public long modifiedMillis(Path path) {
    Content content = files.get(path);
    return content == null ? 0 : content.modifiedMillis;
  }

  @Override
  public long usableBytes(Path path) {
    return capacity - used();
  }

  @Override
  public String bootId() {
    return "simulated";
  }

  private final class SimFile implements StoredFile {
    private final Path path;
    private boolean opened;
    private boolean closed;

    private SimFile(Path path) {
      this.path = path;
    }

    private Content content() throws IOException {
      if (closed) {
        throw new IOException("The file is closed.");
      }
      if (!opened) {
        opened = true;
        open++;
      }
      Content content = files.get(path);
      if (content == null) {
        throw new NoSuchFileException(path.toString());
      }
      return content;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException("Simulated links read files.");
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      byte[] bytes = content().bytes;
      if (position + target.remaining() > bytes.length) {
        throw new EOFException("The simulated file is shorter.");
      }
      target.put(bytes, (int) position, target.remaining());
    }

    @Override
    public @Nullable ByteBuffer view(long position, int length) {
      return null;
    }

    @Override
    public void touch(long position, long length) throws IOException {
      content();
    }

    @Override
    public long size() {
      Content content = files.get(path);
      return content == null ? -1 : content.bytes.length;
    }

    @Override
    public long modifiedMillis() {
      return SimVolume.this.modifiedMillis(path);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      create(path);
      Content content = content();
      grow(content, (int) position + source.remaining());
      source.get(content.bytes, (int) position, source.remaining());
    }

    @Override
    public void resize(long length) throws IOException {
      grow(create(path), (int) length);
    }

    @Override
    public void close() {
      if (opened && !closed) {
        open--;
      }
      closed = true;
    }

    @Override
    public void delete() {
      close();
      files.remove(path);
    }
  }
}
