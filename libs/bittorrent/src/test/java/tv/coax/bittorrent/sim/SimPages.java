package tv.coax.bittorrent.sim;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a simulated file, in pages that never change once they are there. So links send them
 * without a copy, and a thousand disks that hold the same film hold it once.
 */
final class SimPages {
  static final int PAGE = 16 * 1024;
  private static final int UNSYNCED = 64;
  private static final byte[] ZEROS = new byte[PAGE];

  private final @Nullable SimPages original;
  private byte[][] pages = new byte[0][];
  private int length;
  private final Deque<Undo> recent = new ArrayDeque<>();

  /** A page as it was before it was written to. */
  private record Undo(int page, byte[] before) {}

  /** A run of bytes of an array that does not change. */
  record Part(byte[] bytes, int from, int length) {}

  /**
   * @param original where bytes are shared with that are the same there; null to share nothing
   */
  SimPages(@Nullable SimPages original) {
    this.original = original;
  }

  static SimPages of(byte[] bytes) {
    SimPages pages = new SimPages(null);
    pages.write(ByteBuffer.wrap(bytes), 0);
    pages.recent.clear();
    return pages;
  }

  /** The same pages for another disk. */
  SimPages copy() {
    SimPages copy = new SimPages(this);
    copy.pages = pages.clone();
    copy.length = length;
    return copy;
  }

  int length() {
    return length;
  }

  void resize(int newLength) {
    int count = Math.ceilDiv(newLength, PAGE);
    if (count > pages.length) {
      int before = pages.length;
      pages = Arrays.copyOf(pages, Math.max(count, before * 2));
      Arrays.fill(pages, before, pages.length, ZEROS);
    }
    length = Math.max(length, newLength);
  }

  void write(ByteBuffer source, int position) {
    resize(position + source.remaining());
    int at = position;
    while (source.hasRemaining()) {
      int page = at / PAGE;
      int from = at % PAGE;
      int count = Math.min(PAGE - from, source.remaining());
      byte[] before = pages[page];
      pages[page] = written(page, from, source.slice(source.position(), count));
      remember(new Undo(page, before));
      source.position(source.position() + count);
      at += count;
    }
  }

  private void remember(Undo undo) {
    recent.add(undo);
    if (recent.size() > UNSYNCED) {
      recent.remove();
    }
  }

  /** All that was written has reached the disk. */
  void sync() {
    recent.clear();
  }

  /** Of what was written last some did not reach the disk. */
  void lose(RandomGenerator random) {
    while (!recent.isEmpty()) {
      Undo undo = recent.removeLast();
      if (random.nextBoolean()) {
        pages[undo.page()] = undo.before();
      }
    }
  }

  private byte[] written(int page, int from, ByteBuffer source) {
    byte[] same = original != null && page < original.pages.length ? original.pages[page] : ZEROS;
    boolean whole = source.remaining() == PAGE || pages[page] == same;
    if (whole && ByteBuffer.wrap(same, from, source.remaining()).mismatch(source) < 0) {
      return same;
    }
    byte[] fresh = pages[page].clone();
    source.get(fresh, from, source.remaining());
    return Arrays.equals(fresh, same) ? same : fresh;
  }

  void read(ByteBuffer target, int position) {
    for (Part part : parts(position, target.remaining())) {
      target.put(part.bytes(), part.from(), part.length());
    }
  }

  /** The bytes as they lie in the pages. */
  List<Part> parts(int position, int count) {
    List<Part> parts = new ArrayList<>(2);
    int at = position;
    int end = position + count;
    while (at < end) {
      int from = at % PAGE;
      int run = Math.min(PAGE - from, end - at);
      parts.add(new Part(pages[at / PAGE], from, run));
      at += run;
    }
    return parts;
  }

  byte[] bytes() {
    byte[] all = new byte[length];
    read(ByteBuffer.wrap(all), 0);
    return all;
  }

  /** Whether both hold the same bytes. */
  boolean same(SimPages other) {
    return length == other.length && (sharesAll(other) || Arrays.equals(bytes(), other.bytes()));
  }

  private boolean sharesAll(SimPages other) {
    for (int page = 0; page < Math.ceilDiv(length, PAGE); page++) {
      if (pages[page] != other.pages[page]) {
        return false;
      }
    }
    return true;
  }
}
