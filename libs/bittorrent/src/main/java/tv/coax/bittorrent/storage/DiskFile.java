package tv.coax.bittorrent.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file on the file system. Opened for reading until it is first written to, so that what is only
 * seeded may be read-only. Used by workers and by the loop at once, hence the lock around opening:
 * it is the file's own, and no part of a torrent's state.
 */
final class DiskFile implements StoredFile {
  private static final String NO_SPACE = "No space left on device";
  private static final String QUOTA = "Disk quota exceeded";

  private final Path path;
  private final Object lock = new Object();
  private @Nullable FileChannel readable;
  private @Nullable FileChannel writable;
  private final FileViews views = new FileViews();
  private boolean closed;

  DiskFile(Path path) {
    this.path = path;
  }

  @Override
  public @Nullable ByteBuffer view(long position, int length) {
    synchronized (lock) {
      try {
        return closed ? null : views.view(reading(), position, length);
      } catch (IOException unreadable) {
        return null;
      }
    }
  }

  @Override
  public void touch(long position, long length) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    for (long at = position; at < position + length; at += chunk.length) {
      int size = (int) Math.min(chunk.length, position + length - at);
      ByteBuffer view = view(at, size);
      if (view == null) {
        read(ByteBuffer.wrap(chunk, 0, size), at);
      } else {
        FileViews.touch(view);
      }
    }
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    FileChannel channel = reading();
    long moved = channel.transferTo(position, count, target);
    if (moved == 0 && position + count > channel.size()) {
      throw new EOFException("The file " + path + " ends before byte " + (position + count) + ".");
    }
    return moved;
  }

  @Override
  public void read(ByteBuffer target, long position) throws IOException {
    FileChannel channel = reading();
    long from = position;
    while (target.hasRemaining()) {
      int count = channel.read(target, from);
      if (count < 0) {
        throw new EOFException("The file " + path + " ends at byte " + from + ".");
      }
      from += count;
    }
  }

  @Override
  public void write(ByteBuffer source, long position) throws IOException {
    FileChannel channel = writing();
    long to = position;
    try {
      while (source.hasRemaining()) {
        to += channel.write(source, to);
      }
    } catch (IOException e) {
      throw classified(e);
    }
  }

  private IOException classified(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.contains(NO_SPACE) || message.contains(QUOTA)) {
      return new DiskFullException("There is no room left on the disk for " + path + ".");
    }
    return e;
  }

  @Override
  public long size() throws IOException {
    try {
      return Files.size(path);
    } catch (NoSuchFileException none) {
      return -1;
    }
  }

  @Override
  public long modifiedMillis() throws IOException {
    try {
      return Files.getLastModifiedTime(path).toMillis();
    } catch (NoSuchFileException none) {
      return 0;
    }
  }

  @Override
  public void resize(long length) throws IOException {
    FileChannel channel = writing();
    if (channel.size() > length) {
      channel.truncate(length);
    } else if (channel.size() < length) {
      write(ByteBuffer.wrap(new byte[1]), length - 1);
    }
  }

  @Override
  public void sync() throws IOException {
    FileChannel written;
    synchronized (lock) {
      written = writable;
    }
    if (written != null) {
      written.force(false);
    }
  }

  private FileChannel reading() throws IOException {
    synchronized (lock) {
      if (writable != null) {
        return writable;
      }
      if (readable == null) {
        checkOpen();
        readable = FileChannel.open(path, StandardOpenOption.READ);
      }
      return readable;
    }
  }

  private FileChannel writing() throws IOException {
    synchronized (lock) {
      if (writable == null) {
        checkOpen();
        DiskVolume.createDirectories(path.getParent());
        try {
          writable =
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
        } catch (IOException e) {
          throw classified(e);
        }
      }
      return writable;
    }
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("The file " + path + " is closed.");
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      views.close();
      if (readable != null) {
        readable.close();
      }
      if (writable != null) {
        writable.close();
      }
    }
  }

  @Override
  public void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }
}
