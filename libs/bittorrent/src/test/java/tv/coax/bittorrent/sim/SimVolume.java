package tv.coax.bittorrent.sim;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.storage.DiskFullException;
import tv.coax.bittorrent.storage.StoredFile;
import tv.coax.bittorrent.storage.Volume;

/** A disk in memory. It survives the processes that use it, and it can be full. */
final class SimVolume implements Volume {
  private final SimWorld world;
  private final Map<Path, SimPages> originals;
  private final Map<Path, Content> files = new HashMap<>();
  private long capacity = Long.MAX_VALUE;
  private long used;
  private int open;
  private int boots;

  /**
   * @param originals what most disks will hold in the end; they share it
   */
  SimVolume(SimWorld world, Map<Path, SimPages> originals) {
    this.world = world;
    this.originals = originals;
  }

  private static final class Content {
    private SimPages pages;
    private long modifiedMillis;

    private Content(SimPages pages) {
      this.pages = pages;
    }
  }

  /** From now on there is room for so many bytes in all. */
  void capacity(long bytes) {
    capacity = bytes;
  }

  long used() {
    return used;
  }

  int openFiles() {
    return open;
  }

  /** The machine goes dark: some of what the torrents wrote last is gone. */
  void powerCut(Set<Path> torrentFiles) {
    boots++;
    torrentFiles.forEach(path -> {
      Content content = files.get(path);
      if (content != null) {
        content.pages.lose(world.random);
      }
    });
  }

  /** Puts a file there as a whole. */
  void put(Path path, SimPages pages) {
    create(path).pages = pages.copy();
    used += pages.length();
  }

  /** Whether the file holds just these bytes. */
  boolean holds(Path path, SimPages pages) {
    Content content = files.get(path);
    return content == null ? pages.length() == 0 : content.pages.same(pages);
  }

  private Content create(Path path) {
    Content content =
        files.computeIfAbsent(path, absent -> new Content(new SimPages(originals.get(path))));
    content.modifiedMillis = world.now() / 1_000_000;
    return content;
  }

  private void grow(Content content, int length) throws DiskFullException {
    int more = length - content.pages.length();
    if (more > 0) {
      if (used + more > capacity) {
        throw new DiskFullException("The simulated disk is full.");
      }
      used += more;
      content.pages.resize(length);
    }
  }

  private void remove(Path path) {
    Content content = files.remove(path);
    if (content != null) {
      used -= content.pages.length();
    }
  }

  @Override
  public StoredFile file(Path path) {
    return new SimFile(path);
  }

  @Override
  public Optional<byte[]> read(Path path) {
    return Optional.ofNullable(files.get(path)).map(content -> content.pages.bytes());
  }

  @Override
  public void replace(Path path, byte[] bytes) throws IOException {
    Content content = create(path);
    if (used - content.pages.length() + bytes.length > capacity) {
      throw new DiskFullException("The simulated disk is full.");
    }
    used += bytes.length - content.pages.length();
    content.pages = SimPages.of(bytes);
  }

  @Override
  public void append(Path path, byte[] bytes) throws IOException {
    if (!files.containsKey(path)) {
      throw new NoSuchFileException(path.toString());
    }
    Content content = create(path);
    int end = content.pages.length();
    grow(content, end + bytes.length);
    content.pages.write(ByteBuffer.wrap(bytes), end);
  }

  @Override
  public void delete(Path path) {
    remove(path);
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
    return capacity - used;
  }

  @Override
  public String bootId() {
    return "boot " + boots;
  }

  /** A file of the disk as one process has it open. */
  final class SimFile implements StoredFile {
    private final Path path;
    private boolean opened;
    private boolean closed;

    private SimFile(Path path) {
      this.path = path;
    }

    private SimPages pages() throws IOException {
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
      return content.pages;
    }

    /** The bytes, not copied. */
    List<SimPages.Part> parts(long position, int length) throws IOException {
      SimPages pages = pages();
      if (position + length > pages.length()) {
        throw new EOFException("The simulated file is shorter.");
      }
      return pages.parts((int) position, length);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException("Simulated links read files.");
    }

    @Override
    public void read(ByteBuffer target, long position) throws IOException {
      for (SimPages.Part part : parts(position, target.remaining())) {
        target.put(part.bytes(), part.from(), part.length());
      }
    }

    @Override
    public @Nullable ByteBuffer view(long position, int length) {
      return null;
    }

    @Override
    public void sync() {
      Content content = files.get(path);
      if (content != null) {
        content.pages.sync();
      }
    }

    @Override
    public void touch(long position, long length) throws IOException {
      pages();
    }

    @Override
    public long size() {
      Content content = files.get(path);
      return content == null ? -1 : content.pages.length();
    }

    @Override
    public long modifiedMillis() {
      return SimVolume.this.modifiedMillis(path);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
      Content content = create(path);
      SimPages pages = pages();
      grow(content, (int) position + source.remaining());
      pages.write(source, (int) position);
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
      remove(path);
    }
  }
}
