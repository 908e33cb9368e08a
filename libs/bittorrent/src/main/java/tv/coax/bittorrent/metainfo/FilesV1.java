package tv.coax.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.List;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;
import tv.coax.bittorrent.layout.LayoutFile;

/** The files of a version 1 info dictionary: {@code length} or {@code files} (BEP 3, BEP 47). */
final class FilesV1 {
  private FilesV1() {}

  static List<LayoutFile> parse(Keys info, String name) throws MetainfoException {
    if (info.has("length") && info.has("files")) {
      throw info.refuse("files", "A torrent has either length or files, not both");
    }
    if (info.has("length")) {
      long length = info.integer("length", 0, InfoParser.MAX_TOTAL);
      return List.of(new LayoutFile(List.of(name), 0, length, false));
    }
    if (!(info.value("files").orElse(null) instanceof BList entries)) {
      throw info.refuse("files", "Neither a length nor a list of files");
    }
    if (entries.values().isEmpty()) {
      throw info.refuse("files", "The list of files is empty");
    }
    List<LayoutFile> files = new ArrayList<>(entries.values().size());
    long offset = 0;
    for (BValue entry : entries.values()) {
      String key = info.at("files[" + files.size() + "]");
      if (!(entry instanceof BDictionary dictionary)) {
        throw new MetainfoException(key, "Not a dictionary");
      }
      LayoutFile file = file(new Keys(key, dictionary), name, offset);
      files.add(file);
      offset = file.end();
      if (offset > InfoParser.MAX_TOTAL) {
        throw new MetainfoException(key + ".length", "The files together are too large");
      }
    }
    return files;
  }

  private static LayoutFile file(Keys entry, String name, long offset) throws MetainfoException {
    String attributes = entry.dictionary().text("attr").orElse("");
    if (attributes.indexOf('l') >= 0) {
      throw entry.refuse("attr", "Symbolic links are not supported");
    }
    long length = entry.integer("length", 0, InfoParser.MAX_TOTAL);
    List<String> path = new ArrayList<>();
    path.add(name);
    String pathKey = pathKey(entry);
    if (!(entry.value(pathKey).orElse(null) instanceof BList names) || names.values().isEmpty()) {
      throw entry.refuse(pathKey, "A path, a list of names, is missing");
    }
    for (BValue part : names.values()) {
      if (!(part instanceof BString string)) {
        throw entry.refuse(pathKey, "A name in the path is not a string");
      }
      path.add(Names.name(string, entry.at(pathKey)));
    }
    Names.checkLength(path, entry.at(pathKey));
    return new LayoutFile(path, offset, length, attributes.indexOf('p') >= 0);
  }

  /** Old torrents keep a path of another encoding in {@code path} and repeat it in UTF-8. */
  private static String pathKey(Keys entry) {
    boolean text =
        entry.value("path").orElse(null) instanceof BList names
            && names.values().stream()
                .allMatch(part -> part instanceof BString name && name.text().isPresent());
    return !text && entry.has("path.utf-8") ? "path.utf-8" : "path";
  }
}
