package tv.coax.bittorrent.metainfo;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;

/**
 * Makes the torrent of one file whose bytes come by in order, once, and are not read again. For a
 * hybrid the two versions are hashed by two threads, so it goes at the pace of the slower digest.
 * {@link #update} and {@link #finish} are for one thread; {@link #close} ends the hashing threads
 * and must be called, also after a failure.
 *
 * <p>Keeps at most 4 MiB of the file.
 */
public final class StreamingMetainfoHasher implements AutoCloseable {
  private static final int CHUNK_BYTES = 256 * 1024;
  private static final int CHUNKS = 16;

  private final TorrentVersion version;
  private final int pieceLength;
  private final List<Lane> lanes;
  private final BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(CHUNKS);
  private byte[] filling = new byte[CHUNK_BYTES];
  private int filled;
  private long length;

  /**
   * @throws IllegalArgumentException if the piece length is not a power of two of at least 16 KiB
   */
  public StreamingMetainfoHasher(TorrentVersion version, int pieceLength) {
    MetainfoBuilder.checkPieceLength(pieceLength);
    this.version = version;
    this.pieceLength = pieceLength;
    for (int i = 1; i < CHUNKS; i++) {
      free.add(new byte[0]);
    }
    this.lanes =
        switch (version) {
          case V1 -> List.of(new Lane(true));
          case V2 -> List.of(new Lane(false));
          case HYBRID -> List.of(new Lane(true), new Lane(false));
        };
    lanes.forEach(Lane::start);
  }

  /** The next bytes of the file. Blocks while the hashing is behind. All of them are consumed. */
  public void update(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      int step = Math.min(bytes.remaining(), CHUNK_BYTES - filled);
      bytes.get(filling, filled, step);
      filled += step;
      length += step;
      if (filled == CHUNK_BYTES) {
        handOver();
      }
    }
  }

  /** Bytes so far. */
  public long length() {
    return length;
  }

  /**
   * The torrent of all bytes so far, with the name and the other options of {@code options}; its
   * version and piece length are those of this hasher.
   *
   * @throws MetainfoException if there were no bytes, or the name is missing or not a plain name
   */
  public Metainfo finish(MetainfoBuilder options) throws MetainfoException {
    String name = options.requireName();
    if (length == 0) {
      throw new MetainfoException("", "A torrent needs at least one byte, and there is none");
    }
    handOver();
    Layout layout =
        Layout.of(pieceLength, List.of(new LayoutFile(List.of(name), 0, length, false)));
    byte[] pieces = new byte[0];
    List<FileHashes> files = List.of();
    for (Lane lane : lanes) {
      byte[] row = lane.end();
      if (lane.v1) {
        pieces = row;
      } else {
        files = List.of(FileHashes.ofPieces(0, length, pieceLength, row));
      }
    }
    return options.assemble(new ContentHashes(layout, pieces, files), version, name);
  }

  /** Ends the hashing threads. The bytes so far are forgotten. */
  @Override
  public void close() {
    lanes.forEach(Lane::interrupt);
  }

  private void handOver() {
    if (filled > 0) {
      Chunk chunk = new Chunk(filling, filled, new AtomicInteger(lanes.size()));
      lanes.forEach(lane -> lane.put(chunk));
      byte[] next = takeFree();
      filling = next.length == 0 ? new byte[CHUNK_BYTES] : next;
      filled = 0;
    }
  }

  private byte[] takeFree() {
    try {
      byte[] next = free.poll(1, TimeUnit.SECONDS);
      while (next == null) {
        if (lanes.stream().anyMatch(lane -> lane.result.isDone())) {
          throw new IllegalStateException("A hashing thread has ended.");
        }
        next = free.poll(1, TimeUnit.SECONDS);
      }
      return next;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The hashing was interrupted.", interrupted);
    }
  }

  /** Bytes of the file and how many lanes still read them; a length of 0 ends a lane. */
  private record Chunk(byte[] bytes, int length, AtomicInteger readers) {}

  /** The thread of one version. */
  private final class Lane extends Thread {
    private final boolean v1;
    private final PieceHasher hasher;
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS + 1);
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> result = new CompletableFuture<>();
    private int inPiece;

    Lane(boolean v1) {
      super("torrent-hash-" + (v1 ? "v1" : "v2"));
      this.v1 = v1;
      this.hasher = new PieceHasher(v1, !v1, pieceLength);
      setDaemon(true);
    }

    void put(Chunk chunk) {
      // Never full: no more chunks exist than fit.
      queue.add(chunk);
    }

    byte[] end() {
      put(new Chunk(new byte[0], 0, new AtomicInteger(1)));
      return result.join();
    }

    @Override
    public void run() {
      try {
        for (Chunk chunk = queue.take(); chunk.length() > 0; chunk = queue.take()) {
          hash(chunk);
          if (chunk.readers().decrementAndGet() == 0) {
            free.add(chunk.bytes());
          }
        }
        if (inPiece > 0) {
          endPiece();
        }
        result.complete(row.toByteArray());
      } catch (InterruptedException closed) {
        result.cancel(false);
      } catch (RuntimeException | Error failed) {
        result.completeExceptionally(failed);
        throw failed;
      }
    }

    private void hash(Chunk chunk) {
      for (int at = 0; at < chunk.length(); ) {
        int step = Math.min(chunk.length() - at, pieceLength - inPiece);
        hasher.update(MemorySegment.ofArray(chunk.bytes()), at, step);
        at += step;
        inPiece += step;
        if (inPiece == pieceLength) {
          endPiece();
        }
      }
    }

    private void endPiece() {
      inPiece = 0;
      if (v1) {
        row.writeBytes(hasher.endV1());
      } else {
        // A file that ends in its first piece has a tree no higher than its blocks need.
        int full = Merkle.levelsAbove(Merkle.leaves(pieceLength));
        boolean only = row.size() == 0;
        int level = only ? Merkle.levelsAbove(hasher.leafCount()) : full;
        row.writeBytes(hasher.endV2(level));
      }
    }
  }
}
