package tv.coax.bittorrent.metainfo;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.layout.LayoutFile;

/** Which names and paths of a torrent may become files: none that leaves the download directory. */
final class Names {
  static final int MAX_DEPTH = 100;

  private static final int MAX_NAME_BYTES = 255;
  private static final int MAX_PATH_BYTES = 4_000;

  private Names() {}

  /** The string as the plain name of a file or directory. */
  static String name(BString string, String key) throws MetainfoException {
    String name =
        string.text().orElseThrow(() -> new MetainfoException(key, "The name is not UTF-8 text"));
    if (name.isEmpty()) {
      throw new MetainfoException(key, "The name is empty");
    }
    if (name.equals(".") || name.equals("..")) {
      throw new MetainfoException(key, "The name \"" + name + "\" leaves the download directory");
    }
    if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      throw new MetainfoException(
          key, "The name \"" + string.forPeople() + "\" is a path, not a plain name");
    }
    if (name.chars().anyMatch(c -> c < 0x20 || c == 0x7F)) {
      throw new MetainfoException(key, "The name contains a control character");
    }
    if (string.length() > MAX_NAME_BYTES) {
      throw new MetainfoException(key, "The name is longer than " + MAX_NAME_BYTES + " bytes");
    }
    return name;
  }

  static void checkLength(List<String> path, String key) throws MetainfoException {
    if (path.size() > MAX_DEPTH + 1) {
      throw new MetainfoException(key, "The path is deeper than " + MAX_DEPTH + " directories");
    }
    if (path.stream().mapToInt(String::length).sum() + path.size() > MAX_PATH_BYTES) {
      throw new MetainfoException(key, "The path is longer than " + MAX_PATH_BYTES + " bytes");
    }
  }

  /** Refuses two files of one path, and a file where another one needs a directory. */
  static void checkDistinct(List<LayoutFile> files, String key) throws MetainfoException {
    Set<List<String>> paths = HashSet.newHashSet(files.size());
    for (LayoutFile file : files) {
      if (!file.padding() && !paths.add(file.path())) {
        throw new MetainfoException(key, "Two files have the path \"" + file.pathText() + "\"");
      }
    }
    Set<List<String>> seen = new HashSet<>();
    for (List<String> path : paths) {
      for (int i = path.size() - 1; i > 0; i--) {
        List<String> directory = path.subList(0, i);
        if (paths.contains(directory)) {
          throw new MetainfoException(
              key, "\"" + String.join("/", directory) + "\" is both a file and a directory");
        }
        if (!seen.add(directory)) {
          break;
        }
      }
    }
  }
}
