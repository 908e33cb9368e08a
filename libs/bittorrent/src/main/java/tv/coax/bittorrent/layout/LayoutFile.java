package tv.coax.bittorrent.layout;

import java.util.List;

/**
 * One file of a torrent and its place in the row of all bytes.
 *
 * @param path names of the directories and, last, of the file, below the download directory; each
 *     is a plain name (no separators, not {@code .} or {@code ..})
 * @param offset first byte in the torrent
 * @param length bytes
 * @param padding true for a BEP 47 pad file: zeros that fill up to the next piece and are never
 *     stored
 */
public record LayoutFile(List<String> path, long offset, long length, boolean padding) {
  public LayoutFile {
    path = List.copyOf(path);
    if (path.isEmpty() || offset < 0 || length < 0 || Long.MAX_VALUE - offset < length) {
      throw new IllegalArgumentException(
          "Not a file of a torrent: " + path + " at " + offset + " of " + length + " bytes");
    }
  }

  /** The first byte after the file in the torrent. */
  public long end() {
    return offset + length;
  }

  /** The path with {@code /} between the names. */
  public String pathText() {
    return String.join("/", path);
  }
}
