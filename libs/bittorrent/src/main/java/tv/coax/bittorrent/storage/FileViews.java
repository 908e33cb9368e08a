package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Windows of a file mapped into memory for reading, each mapped when first needed. A window exists
 * only where the file is long enough. Not safe for use by several threads at once; the views are.
 */
final class FileViews {
  private static final long WINDOW_BYTES = 64L << 20;
  private static final int PAGE_BYTES = 4096;

  private final Map<Long, ByteBuffer> windows = new HashMap<>();
  private @Nullable Arena arena;

  /** The bytes, or null if they are not in one window or not in the file. */
  @Nullable ByteBuffer view(FileChannel file, long position, int length) throws IOException {
    long number = position / WINDOW_BYTES;
    if ((position + length - 1) / WINDOW_BYTES != number) {
      return null;
    }
    ByteBuffer window = windows.get(number);
    int offset = (int) (position - number * WINDOW_BYTES);
    if (window == null || offset + length > window.capacity()) {
      window = map(file, number, offset + length);
    }
    return window == null ? null : window.slice(offset, length);
  }

  /** Maps as much of the window as the file has; null if that is not enough. */
  @SuppressWarnings("MustBeClosedChecker") // the arena lives until close()
  private @Nullable ByteBuffer map(FileChannel file, long number, long needed) throws IOException {
    long from = number * WINDOW_BYTES;
    long size = Math.min(WINDOW_BYTES, file.size() - from);
    if (size < needed || windows.containsKey(number) && size < WINDOW_BYTES) {
      return null;
    }
    if (arena == null) {
      arena = Arena.ofShared();
    }
    ByteBuffer window = file.map(FileChannel.MapMode.READ_ONLY, from, size, arena).asByteBuffer();
    windows.put(number, window);
    return window;
  }

  /** Reads a byte of every page. */
  static byte touch(ByteBuffer view) {
    byte all = 0;
    for (int i = 0; i < view.limit(); i += PAGE_BYTES) {
      all ^= view.get(i);
    }
    return all;
  }

  /** Unmaps everything; views must not be used any more. */
  void close() {
    windows.clear();
    if (arena != null) {
      try {
        arena.close();
      } catch (IllegalStateException inUse) {
        // a socket is just reading from it and will fail or finish; the mapping stays
      }
      arena = null;
    }
  }
}
