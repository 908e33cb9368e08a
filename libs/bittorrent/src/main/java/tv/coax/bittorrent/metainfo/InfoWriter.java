package tv.coax.bittorrent.metainfo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BList;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;
import tv.coax.bittorrent.layout.LayoutFile;

/** Writes an info dictionary of any version from the hashes of its files. */
final class InfoWriter {
  private InfoWriter() {}

  static BDictionary write(
      ContentHashes hashes, TorrentVersion version, String name, boolean isPrivate) {
    BDictionary.Builder info = BDictionary.builder();
    info.put("name", name);
    info.put("piece length", hashes.layout().pieceLength());
    List<LayoutFile> files = hashes.layout().files();
    if (version.hasV1()) {
      info.put("pieces", hashes.pieces());
      if (files.size() == 1 && files.getFirst().path().size() == 1) {
        info.put("length", files.getFirst().length());
      } else {
        info.put("files", new BList(files.stream().map(InfoWriter::entry).toList()));
      }
    }
    if (version.hasV2()) {
      info.put("meta version", 2);
      info.put("file tree", tree(hashes));
    }
    if (isPrivate) {
      info.put("private", 1);
    }
    return info.build();
  }

  /** Pad files keep their own path; the others leave out the torrent's name. */
  private static BValue entry(LayoutFile file) {
    List<String> path = file.padding() ? file.path() : file.path().subList(1, file.path().size());
    BDictionary.Builder entry = BDictionary.builder();
    if (file.padding()) {
      entry.put("attr", "p");
    }
    entry.put("length", file.length());
    entry.put("path", new BList(path.stream().<BValue>map(BString::of).toList()));
    return entry.build();
  }

  private static BValue tree(ContentHashes hashes) {
    Folder root = new Folder();
    List<LayoutFile> files = hashes.layout().files();
    int next = 0;
    for (LayoutFile file : files) {
      if (file.padding()) {
        continue;
      }
      BDictionary.Builder leaf = BDictionary.builder();
      leaf.put("length", file.length());
      if (file.length() > 0) {
        leaf.put("pieces root", hashes.files().get(next++).root());
      }
      List<String> path = file.path();
      root.add(path.size() == 1 ? path : path.subList(1, path.size()), leaf.build());
    }
    return root.toValue();
  }

  /** A directory of the tree under construction. */
  private static final class Folder {
    private final Map<String, Folder> children = new TreeMap<>();
    private BDictionary leaf = BDictionary.EMPTY;

    void add(List<String> path, BDictionary file) {
      Folder child = children.computeIfAbsent(path.getFirst(), name -> new Folder());
      if (path.size() == 1) {
        child.leaf = file;
      } else {
        child.add(path.subList(1, path.size()), file);
      }
    }

    BDictionary toValue() {
      BDictionary.Builder entries = BDictionary.builder();
      if (children.isEmpty()) {
        entries.put("", leaf);
      }
      children.forEach((name, child) -> entries.put(name, child.toValue()));
      return entries.build();
    }
  }
}
