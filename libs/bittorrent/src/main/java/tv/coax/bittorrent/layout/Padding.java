package tv.coax.bittorrent.layout;

import java.util.ArrayList;
import java.util.List;

/** Puts files at piece boundaries, with pad files in the gaps (BEP 47), as BEP 52 requires. */
public final class Padding {
  private Padding() {}

  /**
   * The files in the given order, each starting at a piece boundary, empty ones too (as other
   * programs do it, so that hashes agree). No padding follows the last file. Given offsets and pad
   * files are ignored.
   */
  public static List<LayoutFile> align(List<LayoutFile> files, int pieceLength) {
    List<LayoutFile> aligned = new ArrayList<>();
    long offset = 0;
    for (LayoutFile file : files) {
      if (file.padding()) {
        continue;
      }
      long gap = Math.ceilDiv(offset, (long) pieceLength) * pieceLength - offset;
      if (gap > 0) {
        aligned.add(pad(offset, gap));
        offset += gap;
      }
      aligned.add(new LayoutFile(file.path(), offset, file.length(), false));
      offset = Math.addExact(offset, file.length());
    }
    return aligned;
  }

  /**
   * As {@link #align}, and padding fills the last piece too. Version 2 alone has no word for the
   * bytes after the last file; libtorrent asks for them as zeros, whole blocks at a time.
   */
  public static List<LayoutFile> fill(List<LayoutFile> files, int pieceLength) {
    List<LayoutFile> filled = new ArrayList<>(align(files, pieceLength));
    long end = filled.isEmpty() ? 0 : filled.getLast().end();
    long gap = Math.ceilDiv(end, (long) pieceLength) * pieceLength - end;
    if (gap > 0) {
      filled.add(pad(end, gap));
    }
    return filled;
  }

  private static LayoutFile pad(long offset, long length) {
    return new LayoutFile(List.of(".pad", Long.toString(length)), offset, length, true);
  }
}
