package tv.coax.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BString;
import tv.coax.bittorrent.bencode.BValue;

/** The {@code file tree} of a version 2 info dictionary (BEP 52), flattened in its order. */
final class FileTree {
  private static final BString LEAF = BString.of("");

  /** A file and the root of its hash tree, which is empty for an empty file. */
  record Entry(List<String> path, long length, byte[] root) {}

  private final List<Entry> entries = new ArrayList<>();

  private FileTree() {}

  /**
   * The files with their paths below the download directory: the torrent's name stands in front
   * unless the tree is a single file of that name.
   */
  static List<Entry> parse(Keys info, String name) throws MetainfoException {
    Keys root = info.dictionary("file tree");
    FileTree tree = new FileTree();
    tree.directory(root, isSingleFile(root, name) ? List.of() : List.of(name));
    if (tree.entries.isEmpty()) {
      throw info.refuse("file tree", "There are no files");
    }
    return tree.entries;
  }

  private static boolean isSingleFile(Keys root, String name) {
    return root.dictionary().entries().size() == 1
        && root.value(name).orElse(null) instanceof BDictionary only
        && only.entries().containsKey(LEAF);
  }

  private void directory(Keys directory, List<String> path) throws MetainfoException {
    for (Map.Entry<BString, BValue> child : directory.dictionary().entries().entrySet()) {
      String shown = child.getKey().forPeople();
      List<String> below = new ArrayList<>(path);
      below.add(Names.name(child.getKey(), directory.at(shown)));
      Names.checkLength(below, directory.at(shown));
      if (!(child.getValue() instanceof BDictionary dictionary)) {
        throw directory.refuse(shown, "Not a dictionary");
      }
      Keys entry = new Keys(directory.at(shown), dictionary);
      if (!dictionary.entries().containsKey(LEAF)) {
        directory(entry, below);
      } else if (dictionary.entries().size() > 1) {
        throw directory.refuse(shown, "It is both a file and a directory");
      } else {
        entries.add(file(entry.dictionary(""), below));
      }
    }
  }

  private static Entry file(Keys leaf, List<String> path) throws MetainfoException {
    String attributes = leaf.dictionary().text("attr").orElse("");
    if (attributes.indexOf('l') >= 0) {
      throw leaf.refuse("attr", "Symbolic links are not supported");
    }
    if (attributes.indexOf('p') >= 0) {
      throw leaf.refuse("attr", "A file tree does not hold pad files");
    }
    long length = leaf.integer("length", 0, InfoParser.MAX_TOTAL);
    if (length == 0) {
      return new Entry(path, 0, new byte[0]);
    }
    BString root = leaf.string("pieces root");
    if (root.length() != Merkle.HASH) {
      throw leaf.refuse("pieces root", "It has " + root.length() + " bytes instead of 32");
    }
    return new Entry(path, length, root.bytes());
  }
}
