package tv.coax.bittorrent.storage;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.FileSpan;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.net.Link;

/**
 * The bytes of a torrent as they lie in its files. Pad files are not stored: they read as zeros and
 * swallow what is written. Workers and loop may both use it.
 */
final class PieceFiles {
  private static final byte[] ZEROS = new byte[Block.SIZE];

  private final Layout layout;
  private final Path directory;
  private final Volume volume;

  private final Lock writing = new ReentrantLock();

  /** One for each file of the layout; null for pad files. */
  private final List<@Nullable StoredFile> files = new ArrayList<>();

  PieceFiles(Layout layout, Path directory, Volume volume) {
    this.layout = layout;
    this.directory = directory;
    this.volume = volume;
    for (LayoutFile file : layout.files()) {
      files.add(file.padding() ? null : volume.file(path(file)));
    }
  }

  private Path path(LayoutFile file) {
    Path path = directory;
    for (String name : file.path()) {
      path = path.resolve(name);
    }
    return path;
  }

  /** Held by the worker that writes; see {@link PieceAssembly#write}. */
  Lock writing() {
    return writing;
  }

  Layout layout() {
    return layout;
  }

  /** The file with this index in the layout, or null for a pad file. */
  @Nullable StoredFile file(int index) {
    return files.get(index);
  }

  void write(long offset, ByteBuffer source) throws IOException {
    int position = source.position();
    for (FileSpan span : layout.spans(offset, source.remaining())) {
      int length = (int) span.length();
      StoredFile file = files.get(span.file());
      if (file != null) {
        file.write(source.slice(position, length), span.offset());
      }
      position += length;
    }
  }

  void read(long offset, ByteBuffer target) throws IOException {
    int position = target.position();
    for (FileSpan span : layout.spans(offset, target.remaining())) {
      int length = (int) span.length();
      StoredFile file = files.get(span.file());
      if (file != null) {
        file.read(target.slice(position, length), span.offset());
      } else {
        target.slice(position, length).put(new byte[length]);
      }
      position += length;
    }
    target.position(position);
  }

  void send(long offset, int length, Link link) {
    for (FileSpan span : layout.spans(offset, length)) {
      StoredFile file = files.get(span.file());
      if (file != null) {
        link.send(file, span.offset(), (int) span.length());
      } else {
        sendZeros(span.length(), link);
      }
    }
  }

  void touch(long offset, int length) throws IOException {
    for (FileSpan span : layout.spans(offset, length)) {
      StoredFile file = files.get(span.file());
      if (file != null) {
        file.touch(span.offset(), span.length());
      }
    }
  }

  private static void sendZeros(long length, Link link) {
    for (long left = length; left > 0; left -= ZEROS.length) {
      link.send(Unpooled.wrappedBuffer(ZEROS, 0, (int) Math.min(left, ZEROS.length)));
    }
  }

  /** Creates files without bytes, which no piece ever touches. */
  void create(Set<LayoutFile> empty) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      StoredFile file = files.get(i);
      if (file != null && empty.contains(layout.files().get(i)) && file.size() < 0) {
        file.resize(0);
      }
    }
  }

  void sync() throws IOException {
    for (StoredFile file : files) {
      if (file != null) {
        file.sync();
      }
    }
  }

  void close() throws IOException {
    for (StoredFile file : files) {
      if (file != null) {
        file.close();
      }
    }
  }

  void delete() throws IOException {
    for (int i = 0; i < files.size(); i++) {
      StoredFile file = files.get(i);
      if (file != null) {
        file.delete();
        Path above = path(layout.files().get(i)).getParent();
        if (above != null) {
          volume.deleteEmpty(above, directory);
        }
      }
    }
  }
}
