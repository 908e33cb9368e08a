package tv.coax.local.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Looks for blocks of a film in files, at every offset. */
final class PlainScan {
  static final int BLOCK = 64;
  private static final int DISTINCT_VALUES = 24;
  private static final int CHUNK = 1 << 20;

  private final Map<Long, byte[]> blocks = new HashMap<>();

  private PlainScan() {}

  /**
   * Picks random blocks that say something: with many different values, so that they cannot lie in
   * another file by chance. Fewer than asked for when the film has few such blocks.
   */
  static PlainScan of(Path film, int count, RandomGenerator random) throws IOException {
    var scan = new PlainScan();
    try (var file = new RandomAccessFile(film.toFile(), "r")) {
      long last = file.length() - BLOCK;
      for (int attempt = 0;
          last >= 0 && attempt < count * 50 && scan.blocks.size() < count;
          attempt++) {
        file.seek(random.nextLong(last + 1));
        var block = new byte[BLOCK];
        file.readFully(block);
        if (distinct(block) >= DISTINCT_VALUES) {
          scan.blocks.put(ByteBuffer.wrap(block).getLong(), block);
        }
      }
    }
    return scan;
  }

  int blocks() {
    return blocks.size();
  }

  /** How many different ones of the blocks the file holds. */
  int count(Path file) throws IOException {
    Set<Long> found = new HashSet<>();
    search(file, found);
    return found.size();
  }

  /** The first file below the directories that holds one of the blocks. */
  Optional<Path> findIn(List<Path> directories) throws IOException {
    for (Path file : files(directories)) {
      try {
        if (count(file) > 0) {
          return Optional.of(file);
        }
      } catch (NoSuchFileException goneMeanwhile) {
        continue;
      }
    }
    return Optional.empty();
  }

  /** All regular files below the directories. */
  static List<Path> files(List<Path> directories) throws IOException {
    var files = new ArrayList<Path>();
    for (Path directory : directories) {
      try (var walk = Files.walk(directory)) {
        walk.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return files;
  }

  private void search(Path file, Set<Long> found) throws IOException {
    var buffer = new byte[CHUNK + BLOCK];
    int held = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
      while (true) {
        int read = in.readNBytes(buffer, held, buffer.length - held);
        int end = held + read;
        search(buffer, end, found);
        if (read < buffer.length - held) {
          return;
        }
        held = BLOCK - 1;
        System.arraycopy(buffer, end - held, buffer, 0, held);
      }
    }
  }

  private void search(byte[] bytes, int end, Set<Long> found) {
    if (end < BLOCK) {
      return;
    }
    long window = ByteBuffer.wrap(bytes).getLong() >>> 8;
    for (int at = 0; at + BLOCK <= end; at++) {
      window = window << 8 | bytes[at + 7] & 0xff;
      byte[] block = blocks.get(window);
      if (block != null && Arrays.equals(bytes, at, at + BLOCK, block, 0, BLOCK)) {
        found.add(window);
      }
    }
  }

  private static int distinct(byte[] block) {
    var seen = new boolean[256];
    int count = 0;
    for (byte b : block) {
      if (!seen[b & 0xff]) {
        seen[b & 0xff] = true;
        count++;
      }
    }
    return count;
  }
}
