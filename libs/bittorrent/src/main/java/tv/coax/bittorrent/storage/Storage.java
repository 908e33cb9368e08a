package tv.coax.bittorrent.storage;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Workers;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.net.Link;

/**
 * The pieces of one torrent on a disk. Used on the loop; writing, reading and hashing happen on
 * workers, and every answer arrives on the loop.
 *
 * <p>Back-pressure: while {@link DiskBudget#hasRoom} is false the disk is behind. The caller then
 * asks peers for no more blocks and stops reading from links until it is told that there is room.
 * Blocks that arrive all the same are taken.
 */
public final class Storage {
  /** One for each worker thread: for a block that is read back. */
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(Block.SIZE));

  private static final int MAX_GATHERED = 16;

  private final Metainfo metainfo;
  private final Path directory;
  private final Volume volume;
  private final PieceFiles files;
  private final Loop loop;
  private final Workers workers;
  private final DiskBudget budget;
  private final StorageListener listener;
  private final int strandBase;
  private final Map<PieceIndex, PieceAssembly> assemblies = new HashMap<>();
  private final Set<PieceIndex> suspects = new HashSet<>();
  private final List<Runnable> whenIdle = new ArrayList<>();
  private @Nullable Gathered gathered;
  private int running;

  public Storage(
      Metainfo metainfo,
      Path directory,
      Volume volume,
      Loop loop,
      Workers workers,
      DiskBudget budget,
      StorageListener listener) {
    this.metainfo = metainfo;
    this.directory = directory;
    this.volume = volume;
    this.files = new PieceFiles(metainfo.layout(), directory, volume);
    this.loop = loop;
    this.workers = workers;
    this.budget = budget;
    this.listener = listener;
    this.strandBase = metainfo.infoHashes().hashCode();
  }

  public DiskBudget budget() {
    return budget;
  }

  /** Writes a block that is one of the layout's. Takes over the data. */
  public void write(Block block, ByteBuf data) {
    PieceIndex piece = block.piece();
    PieceAssembly assembly = assemblies.get(piece);
    if (assembly == null) {
      assembly = new PieceAssembly(metainfo, files, piece, suspects.contains(piece));
      assemblies.put(piece, assembly);
    }
    budget.add(block.length());
    if (gathered != null && gathered.assembly() != assembly) {
      handOver();
    }
    if (gathered == null) {
      gathered = new Gathered(assembly, piece, new ArrayList<>());
      loop.execute(this::handOver);
    }
    gathered.blocks().add(new PieceAssembly.Arrived(block, data));
    if (gathered.blocks().size() >= MAX_GATHERED) {
      handOver();
    }
  }

  /** Blocks of a piece that arrived in one turn of the loop go to the worker together. */
  private record Gathered(
      PieceAssembly assembly, PieceIndex piece, List<PieceAssembly.Arrived> blocks) {}

  private void handOver() {
    Gathered batch = gathered;
    if (batch == null) {
      return;
    }
    gathered = null;
    run(
        batch.piece().value(),
        () -> {
          Verdict verdict = batch.assembly().write(batch.blocks(), SCRATCH.get());
          return () -> written(batch, verdict);
        });
  }

  private void written(Gathered batch, @Nullable Verdict verdict) {
    PieceAssembly assembly = batch.assembly();
    PieceIndex piece = batch.piece();
    for (PieceAssembly.Arrived arrived : batch.blocks()) {
      budget.done(arrived.block().length());
    }
    if (verdict == null || assemblies.get(piece) != assembly) {
      return;
    }
    if (verdict instanceof Verdict.Corrupt) {
      suspects.add(piece);
    } else {
      assemblies.remove(piece);
      if (verdict instanceof Verdict.Good) {
        suspects.remove(piece);
      }
    }
    listener.verdict(piece, verdict);
  }

  /** After a corrupt piece, or to stop: what was written of it does not count. */
  public void discard(PieceIndex piece) {
    assemblies.remove(piece);
  }

  /** After a corrupt piece: only these blocks will be written again, the others stand. */
  public void discard(PieceIndex piece, List<Block> bad) {
    handOver();
    PieceAssembly assembly = assemblies.get(piece);
    if (assembly != null) {
      run(
          piece.value(),
          () -> {
            assembly.forget(bad);
            return () -> {};
          });
    }
  }

  /** Sends the bytes of a block of a good piece, read when the socket takes them. */
  public void send(Block block, Link link) {
    files.send(metainfo.layout().offsetOf(block), block.length(), link);
  }

  /** Brings a good piece into memory; completes also when that fails. */
  public CompletionStage<Void> warm(PieceIndex piece) {
    CompletionStage<Boolean> done =
        withFiles(
            piece.value(),
            all -> {
              int length = metainfo.layout().dataLengthOf(piece);
              all.touch(metainfo.layout().offsetOf(piece), length);
              return true;
            });
    return done.handle((yes, failure) -> failure).thenAccept(failure -> {});
  }

  /** Reads bytes of good pieces. Fails with an {@link IOException}. */
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
    run(
        (int) (offset / metainfo.layout().pieceLength()),
        () -> {
          try {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            files.read(offset, bytes);
            bytes.flip();
            return () -> answer.complete(bytes);
          } catch (IOException e) {
            return () -> answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /** Reads the piece from the disk and hashes it. */
  public CompletionStage<Boolean> check(PieceIndex piece) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    run(
        piece.value(),
        () -> {
          boolean good = PieceReader.isGood(metainfo, files, piece);
          return () -> answer.complete(good);
        });
    return answer;
  }

  /** Bytes that can still be written. */
  public CompletionStage<Long> usableBytes() {
    return withFiles(all -> volume.usableBytes(directory));
  }

  /** How many checks run at the same time. */
  public int parallelism() {
    return workers.parallelism();
  }

  /** SHA-256 of each block of a good piece, 32 bytes one after the other. */
  public CompletionStage<byte[]> leaves(PieceIndex piece) {
    return withFiles(piece.value(), all -> PieceReader.leaves(metainfo, all, piece));
  }

  /** Runs work of a worker on the files; fails as the work fails. */
  <T extends @Nullable Object> CompletionStage<T> withFiles(FileWork<T> work) {
    return withFiles(0, work);
  }

  private <T extends @Nullable Object> CompletionStage<T> withFiles(int strand, FileWork<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    run(
        strand,
        () -> {
          try {
            T result = work.run(files);
            return () -> answer.complete(result);
          } catch (IOException e) {
            return () -> answer.completeExceptionally(e);
          } catch (InternalError truncated) {
            IOException why =
                new IOException("A file became shorter while it was read.", truncated);
            return () -> answer.completeExceptionally(why);
          }
        });
    return answer;
  }

  /** Closes the files after all work that was given. */
  public CompletionStage<Void> close() {
    return whenIdle().thenCompose(idle -> onFiles(PieceFiles::close));
  }

  /** Deletes the files after all work that was given. */
  public CompletionStage<Void> delete() {
    return whenIdle().thenCompose(idle -> onFiles(PieceFiles::delete));
  }

  private CompletionStage<Void> onFiles(FileTask task) {
    CompletionStage<Boolean> done =
        withFiles(all -> {
          task.run(all);
          return true;
        });
    return done.thenAccept(yes -> {});
  }

  /** Completes when no work is under way. */
  CompletionStage<Void> whenIdle() {
    handOver();
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Runnable done = () -> answer.complete(null);
    if (running == 0) {
      done.run();
    } else {
      whenIdle.add(done);
    }
    return answer;
  }

  private void run(int strand, WorkerTask task) {
    running++;
    workers.run(
        strandBase + strand,
        () -> {
          Runnable answer = task.run();
          loop.execute(() -> finished(answer));
        });
  }

  private void finished(Runnable answer) {
    running--;
    answer.run();
    if (running == 0 && !whenIdle.isEmpty()) {
      List<Runnable> idle = List.copyOf(whenIdle);
      whenIdle.clear();
      idle.forEach(Runnable::run);
    }
  }

  /** Runs on a worker; what it returns runs on the loop. */
  private interface WorkerTask {
    Runnable run();
  }

  /** Work on the files of a torrent. */
  interface FileWork<T extends @Nullable Object> {
    T run(PieceFiles files) throws IOException;
  }

  private interface FileTask {
    void run(PieceFiles files) throws IOException;
  }
}
