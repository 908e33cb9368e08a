package tv.coax.bittorrent.metainfo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.LayoutFile;

/**
 * What of a torrent's files is on disk and right.
 *
 * @param good the pieces whose bytes have the torrent's hash; of a hybrid, that of version 2
 * @param missing files that are not there, or are not of the right length
 */
public record ContentCheck(Bitfield good, List<LayoutFile> missing) {

  /**
   * Reads the files of a torrent below a directory, on all cores. A file that is missing, too short
   * or unreadable makes its pieces bad.
   *
   * @throws IOException if the reading is interrupted
   */
  public static ContentCheck of(Metainfo torrent, Path directory, ProgressListener progress)
      throws IOException {
    List<Path> paths = new ArrayList<>();
    List<LayoutFile> missing = new ArrayList<>();
    for (LayoutFile file : torrent.layout().files()) {
      Path path = directory;
      for (String name : file.path()) {
        path = path.resolve(name);
      }
      paths.add(path);
      boolean there = Files.isRegularFile(path) && Files.size(path) == file.length();
      if (!file.padding() && !there) {
        missing.add(file);
      }
    }
    TorrentVersion version = torrent.version().hasV2() ? TorrentVersion.V2 : TorrentVersion.V1;
    Bitfield good =
        new ContentHasher(torrent.layout(), paths, version, true).check(torrent, progress);
    return new ContentCheck(good, List.copyOf(missing));
  }

  /** True if every piece is good and every file is there. */
  public boolean isComplete() {
    return good.isFull() && missing.isEmpty();
  }
}
