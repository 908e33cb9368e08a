package tv.coax.bittorrent.metainfo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.FileSpan;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;

/**
 * Hashes files on all cores, reading each byte once for both versions. Threads take runs of pieces
 * that follow each other, so that the disk is read in long strides.
 */
final class ContentHasher {
  /**
   * Small enough to stay in the processor's cache between reading and hashing. Files are read, not
   * mapped: a mapped file that becomes shorter under a native hash would end the process.
   */
  private static final int BUFFER_BYTES = 256 * 1024;

  private static final int RUN_BYTES = 4 << 20;
  private static final int SHA1 = 20;

  private final Layout layout;
  private final List<Path> paths;
  private final TorrentVersion version;
  private final boolean tolerant;
  private final int piecesInRun;
  private final byte[] pieces;
  private final byte[] nodes;
  private final AtomicInteger nextRun = new AtomicInteger();
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /**
   * @param paths where each file of the layout is; pad files have a path that is not looked at
   */
  ContentHasher(Layout layout, List<Path> paths, TorrentVersion version) {
    this(layout, paths, version, false);
  }

  /**
   * @param tolerant pieces that cannot be read get hashes of zeros, instead of a failure
   */
  ContentHasher(Layout layout, List<Path> paths, TorrentVersion version, boolean tolerant) {
    this.tolerant = tolerant;
    this.layout = layout;
    this.paths = paths;
    this.version = version;
    this.piecesInRun = Math.max(1, RUN_BYTES / layout.pieceLength());
    this.pieces = new byte[version.hasV1() ? layout.pieceCount() * SHA1 : 0];
    this.nodes = new byte[version.hasV2() ? layout.pieceCount() * Merkle.HASH : 0];
  }

  ContentHashes hash(ProgressListener progress) throws IOException {
    run(progress);
    return new ContentHashes(layout, pieces, files());
  }

  /** The pieces whose bytes are those of the torrent. */
  Bitfield check(Metainfo torrent, ProgressListener progress) throws IOException {
    run(progress);
    Bitfield good = new Bitfield(layout.pieceCount());
    for (int i = 0; i < layout.pieceCount(); i++) {
      PieceIndex piece = new PieceIndex(i);
      boolean matches =
          version.hasV2()
              ? torrent.verifiesV2(piece, row(nodes, i, Merkle.HASH))
              : torrent.verifiesV1(piece, row(pieces, i, SHA1));
      if (matches) {
        good.set(piece);
      }
    }
    return good;
  }

  private static byte[] row(byte[] rows, int index, int length) {
    return Arrays.copyOfRange(rows, index * length, (index + 1) * length);
  }

  private void run(ProgressListener progress) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        results.add(workers.submit(new Worker()));
      }
      try {
        for (Future<?> result : results) {
          await(result, progress);
        }
      } finally {
        stopped = true;
      }
    }
    IOException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
    progress.onProgress(done.get(), layout.dataLength());
  }

  private void await(Future<?> result, ProgressListener progress) throws IOException {
    while (true) {
      try {
        result.get(100, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException stillRunning) {
        progress.onProgress(done.get(), layout.dataLength());
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("The hashing was interrupted.");
      }
    }
  }

  private List<FileHashes> files() {
    List<FileHashes> hashes = new ArrayList<>();
    for (int i = 0; version.hasV2() && i < layout.files().size(); i++) {
      LayoutFile file = layout.files().get(i);
      if (!file.padding() && file.length() > 0) {
        int first = layout.firstPieceOf(file);
        int end = layout.endPieceOf(file);
        byte[] row = new byte[(end - first) * Merkle.HASH];
        System.arraycopy(nodes, first * Merkle.HASH, row, 0, row.length);
        hashes.add(FileHashes.ofPieces(i, file.length(), layout.pieceLength(), row));
      }
    }
    return hashes;
  }

  /** One thread's share: its own buffer, digests and open file. */
  private final class Worker implements Runnable {
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final MemorySegment bytes = MemorySegment.ofBuffer(buffer);
    private final PieceHasher hasher =
        new PieceHasher(version.hasV1(), version.hasV2(), layout.pieceLength());
    private int openFile = -1;
    private @Nullable FileChannel channel;

    @Override
    public void run() {
      try {
        int runs = Math.ceilDiv(layout.pieceCount(), piecesInRun);
        for (int run = nextRun.getAndIncrement();
            run < runs && !stopped;
            run = nextRun.getAndIncrement()) {
          int end = Math.min(layout.pieceCount(), (run + 1) * piecesInRun);
          for (int piece = run * piecesInRun; piece < end; piece++) {
            hash(new PieceIndex(piece));
          }
        }
      } catch (IOException unreadable) {
        failure.compareAndSet(null, unreadable);
        stopped = true;
      } finally {
        close();
      }
    }

    private void hash(PieceIndex piece) throws IOException {
      long fileLength = 0;
      try {
        for (FileSpan span : layout.spans(layout.offsetOf(piece), layout.lengthOf(piece))) {
          LayoutFile file = layout.files().get(span.file());
          if (file.padding()) {
            hasher.padding(span.length());
          } else {
            fileLength = file.length();
            read(span);
          }
        }
      } catch (IOException unreadable) {
        if (!tolerant) {
          throw unreadable;
        }
        hasher.reset();
        return;
      }
      if (version.hasV1()) {
        System.arraycopy(hasher.endV1(), 0, pieces, piece.value() * SHA1, SHA1);
      }
      if (version.hasV2()) {
        int level = FileHashes.pieceLevel(fileLength, layout.pieceLength());
        System.arraycopy(hasher.endV2(level), 0, nodes, piece.value() * Merkle.HASH, Merkle.HASH);
      }
    }

    private void read(FileSpan span) throws IOException {
      FileChannel file = open(span.file());
      long position = span.offset();
      long end = span.offset() + span.length();
      while (position < end) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        int count = file.read(buffer, position);
        if (count <= 0) {
          throw becameShorter(span);
        }
        hasher.update(bytes, 0, count);
        position += count;
        done.addAndGet(count);
      }
    }

    private IOException becameShorter(FileSpan span) {
      return new IOException(
          "The file " + paths.get(span.file()) + " became shorter while it was read.");
    }

    private FileChannel open(int file) throws IOException {
      FileChannel current = channel;
      if (current != null && openFile == file) {
        return current;
      }
      close();
      FileChannel opened = FileChannel.open(paths.get(file), StandardOpenOption.READ);
      channel = opened;
      openFile = file;
      return opened;
    }

    private void close() {
      FileChannel current = channel;
      channel = null;
      if (current != null) {
        try {
          current.close();
        } catch (IOException readOnly) {
          // Nothing was written through it, so nothing can be lost.
        }
      }
    }
  }
}
