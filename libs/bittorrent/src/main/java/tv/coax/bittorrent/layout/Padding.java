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

  private static LayoutFile pad(long offset, long length) {
    return new LayoutFile(List.of(".pad", Long.toString(length)), offset, length, true);
  }
}
