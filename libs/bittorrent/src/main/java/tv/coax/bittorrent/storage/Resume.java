package tv.coax.bittorrent.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.storage.ResumeData.FileState;

/**
 * Vouches over restarts for the pieces that were verified. Each verified piece is noted at once, by
 * a few bytes at the end of the resume file; now and then, and at the end, the whole file is
 * replaced atomically. So nothing that was verified is lost when the process is killed.
 *
 * <p>It does not vouch for files that somebody else changed: after a clean end their length and
 * time must be the same to the letter; after a kill they may not be newer than the resume file, to
 * which a sign of life is added while the torrent is active. After the machine itself went down,
 * writes may be lost that were noted, so everything noted since is doubtful and is checked.
 *
 * <p>Used on the loop. Without a resume file everything found on the disk is doubtful.
 */
public final class Resume {
  /** Time stamps of file systems are this coarse, and signs of life this rare. */
  private static final long TOLERANCE_MILLIS = 20_000;

  private static final int BEATS_PER_SNAPSHOT = 6;

  /**
   * What was found at the start.
   *
   * @param verified pieces vouched for
   * @param doubtful pieces that may be there and have to be checked
   * @param counts what was counted before
   */
  public record Found(Bitfield verified, Bitfield doubtful, ResumeCounts counts) {}

  private final Metainfo metainfo;
  private final @Nullable Path file;
  private final Volume volume;
  private final Storage storage;
  private @Nullable Bitfield had;
  private Supplier<ResumeCounts> counts = () -> ResumeCounts.NONE;
  private boolean noted;
  private int beats;

  /**
   * @param file where to note; null to note nothing
   */
  public Resume(Metainfo metainfo, @Nullable Path file, Volume volume, Storage storage) {
    this.metainfo = metainfo;
    this.file = file;
    this.volume = volume;
    this.storage = storage;
  }

  /**
   * Looks at the resume file and the torrent's files.
   *
   * @param trust the files are known to be complete and good
   * @param empty files without bytes that are to be there
   */
  public CompletionStage<Found> load(boolean trust, Set<LayoutFile> empty) {
    return storage.withFiles(files -> {
      files.create(empty);
      return find(files, trust);
    });
  }

  private Found find(PieceFiles files, boolean trust) throws IOException {
    Layout layout = metainfo.layout();
    List<FileState> now = states(files);
    Optional<ResumeData> data = read();
    ResumeCounts past = data.map(ResumeData::counts).orElse(ResumeCounts.NONE);
    Bitfield present = present(layout, now);
    if (trust && present.isFull()) {
      return new Found(present, new Bitfield(layout.pieceCount()), past);
    }
    if (data.isEmpty()) {
      return new Found(nothing(layout), present, past);
    }
    ResumeData known = data.get();
    Bitfield verified = known.verified().copy();
    Bitfield doubtful = new Bitfield(layout.pieceCount());
    boolean rebooted = !known.clean() && !known.bootId().equals(volume.bootId());
    long notedAt = file == null ? 0 : volume.modifiedMillis(file);
    for (int i = 0; i < now.size(); i++) {
      if (rebooted || changed(known, i, now.get(i), notedAt)) {
        doubt(layout, layout.files().get(i), verified, doubtful);
      }
    }
    for (int i = verified.nextSet(0); i >= 0; i = verified.nextSet(i + 1)) {
      if (!present.get(i)) {
        verified.clear(i);
      }
    }
    return new Found(verified, doubtful, past);
  }

  private Optional<ResumeData> read() throws IOException {
    if (file == null) {
      return Optional.empty();
    }
    return volume
        .read(file)
        .flatMap(bytes -> ResumeData.decode(bytes, torrent(), metainfo.layout().pieceCount()));
  }

  private byte[] torrent() {
    return metainfo.infoHashes().wire().bytes();
  }

  private static boolean changed(ResumeData known, int index, FileState now, long notedAt) {
    if (index >= known.files().size()) {
      return true;
    }
    if (known.clean()) {
      return !known.files().get(index).equals(now);
    }
    return now.modifiedMillis() > notedAt + TOLERANCE_MILLIS;
  }

  private static void doubt(
      Layout layout, LayoutFile changed, Bitfield verified, Bitfield doubtful) {
    for (int i = layout.firstPieceOf(changed); i < layout.endPieceOf(changed); i++) {
      verified.clear(i);
      doubtful.set(i);
    }
  }

  /** Pieces whose bytes lie within the files as long as these are now. */
  private static Bitfield present(Layout layout, List<FileState> now) {
    Bitfield present = Bitfield.full(layout.pieceCount());
    for (int i = 0; i < now.size(); i++) {
      LayoutFile file = layout.files().get(i);
      if (!file.padding() && now.get(i).length() < file.length()) {
        int from =
            (int) ((file.offset() + Math.max(0, now.get(i).length())) / layout.pieceLength());
        for (int piece = from; piece < layout.endPieceOf(file); piece++) {
          present.clear(piece);
        }
      }
    }
    return present;
  }

  private static Bitfield nothing(Layout layout) {
    Bitfield none = new Bitfield(layout.pieceCount());
    for (int i = 0; i < layout.pieceCount(); i++) {
      if (layout.dataLengthOf(new PieceIndex(i)) == 0) {
        none.set(i);
      }
    }
    return none;
  }

  private List<FileState> states(PieceFiles files) throws IOException {
    List<FileState> states = new ArrayList<>();
    for (int i = 0; i < metainfo.layout().files().size(); i++) {
      StoredFile stored = files.file(i);
      states.add(
          stored == null
              ? new FileState(-1, 0)
              : new FileState(stored.size(), stored.modifiedMillis()));
    }
    return states;
  }

  /** From now on pieces are noted. */
  public void begin(Bitfield verified, Supplier<ResumeCounts> counted) {
    had = verified;
    counts = counted;
    save();
  }

  /** The piece is on disk and good. */
  public void verified(PieceIndex piece) {
    note(ResumeData.note(piece.value(), true));
  }

  /** The piece is not good any more. */
  public void lost(PieceIndex piece) {
    note(ResumeData.note(piece.value(), false));
  }

  private void note(byte[] note) {
    noted = true;
    inFile(path -> volume.append(path, note));
  }

  /** A sign of life; called every few seconds. */
  public void beat() {
    if (noted && ++beats % BEATS_PER_SNAPSHOT == 0) {
      save();
    } else if (had != null && !had.isFull()) {
      note(ResumeData.note(Integer.MAX_VALUE, true));
    }
  }

  /** Replaces the file by a snapshot of now. */
  public CompletionStage<Void> save() {
    return save(false);
  }

  /** Writes the last snapshot, when no other work is under way. */
  public CompletionStage<Void> finish() {
    return storage.whenIdle().thenCompose(idle -> save(true));
  }

  private CompletionStage<Void> save(boolean clean) {
    Path path = file;
    Bitfield verified = had;
    if (path == null || verified == null) {
      return CompletableFuture.completedStage(null);
    }
    noted = false;
    Bitfield copy = verified.copy();
    ResumeCounts counted = counts.get();
    CompletionStage<Boolean> done =
        storage.withFiles(files -> {
          if (clean) {
            // A clean snapshot is believed after a power cut, too.
            files.sync();
          }
          ResumeData data =
              new ResumeData(torrent(), copy, states(files), clean, volume.bootId(), counted);
          volume.replace(path, data.encode());
          return true;
        });
    return done.handle((yes, failure) -> failure).thenAccept(failure -> {});
  }

  /** Deletes the resume file. */
  public CompletionStage<Void> delete() {
    Path path = file;
    had = null;
    if (path == null) {
      return CompletableFuture.completedStage(null);
    }
    CompletionStage<Boolean> done =
        storage.withFiles(files -> {
          volume.delete(path);
          return true;
        });
    return done.thenAccept(yes -> {});
  }

  private void inFile(FileAction action) {
    Path path = file;
    if (path != null && had != null) {
      storage
          .withFiles(files -> {
            action.run(path);
            return true;
          })
          .whenComplete((yes, failure) -> {});
    }
  }

  /** What is done to the resume file; a failure costs only a later check. */
  private interface FileAction {
    void run(Path path) throws IOException;
  }
}
