package tv.coax.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.layout.Block;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.Padding;

/** Reads an info dictionary of any version, or says why it is refused. */
final class InfoParser {
  /** No torrent is larger than 1 PiB. */
  static final long MAX_TOTAL = 1L << 50;

  /** Bounds what a small file that claims a huge length can cost. */
  static final int MAX_PIECES = 1 << 22;

  private static final int SHA1 = 20;

  private InfoParser() {}

  static Info parse(BDictionary dictionary) throws MetainfoException {
    Keys info = new Keys("info", dictionary);
    TorrentVersion version = version(info);
    int pieceLength = (int) info.integer("piece length", 1, Layout.MAX_PIECE_LENGTH);
    String name = name(info);
    List<LayoutFile> v1 = version.hasV1() ? FilesV1.parse(info, name) : List.of();
    List<FileTree.Entry> tree = List.of();
    List<LayoutFile> v2 = List.of();
    if (version.hasV2()) {
      if (pieceLength < Block.SIZE || Integer.bitCount(pieceLength) != 1) {
        throw info.refuse(
            "piece length", "It is not a power of two of at least 16 KiB: " + pieceLength);
      }
      tree = FileTree.parse(info, name);
      v2 = aligned(info, tree, pieceLength);
    }
    if (version == TorrentVersion.HYBRID) {
      checkSame(info, v1, v2);
    }
    Layout layout = layout(info, pieceLength, version.hasV1() ? v1 : v2);
    Names.checkDistinct(
        layout.files(), info.at(version.hasV1() && info.has("files") ? "files" : "file tree"));
    byte[] pieces = version.hasV1() ? pieces(info, layout) : new byte[0];
    boolean isPrivate = dictionary.integer("private").filter(flag -> flag == 1).isPresent();
    return new Info(version, name, layout, pieces, hashes(layout, tree), isPrivate);
  }

  private static TorrentVersion version(Keys info) throws MetainfoException {
    if (!info.has("meta version")) {
      return TorrentVersion.V1;
    }
    long number = info.integer("meta version", 1, Long.MAX_VALUE);
    if (number > 2) {
      throw info.refuse("meta version", "Version " + number + " is not supported");
    }
    if (number == 1) {
      return TorrentVersion.V1;
    }
    return info.has("pieces") ? TorrentVersion.HYBRID : TorrentVersion.V2;
  }

  private static String name(Keys info) throws MetainfoException {
    boolean text = info.dictionary().text("name").isPresent();
    String key = !text && info.has("name.utf-8") ? "name.utf-8" : "name";
    return Names.name(info.string(key), info.at(key));
  }

  private static List<LayoutFile> aligned(Keys info, List<FileTree.Entry> tree, int pieceLength)
      throws MetainfoException {
    List<LayoutFile> files = new ArrayList<>(tree.size());
    long total = 0;
    for (FileTree.Entry entry : tree) {
      files.add(new LayoutFile(entry.path(), 0, entry.length(), false));
      total += entry.length();
      if (total > MAX_TOTAL) {
        throw info.refuse("file tree", "The files together are too large");
      }
    }
    return info.has("pieces")
        ? Padding.align(files, pieceLength)
        : Padding.fill(files, pieceLength);
  }

  private static Layout layout(Keys info, int pieceLength, List<LayoutFile> files)
      throws MetainfoException {
    long total = files.getLast().end();
    if (total == 0) {
      throw info.refuse("", "The torrent has no bytes");
    }
    if (Math.ceilDiv(total, (long) pieceLength) > MAX_PIECES) {
      throw info.refuse(
          "piece length", "It makes more than " + MAX_PIECES + " pieces of " + total + " bytes");
    }
    return Layout.of(pieceLength, files);
  }

  private static byte[] pieces(Keys info, Layout layout) throws MetainfoException {
    int bytes = info.string("pieces").length();
    if (bytes % SHA1 != 0) {
      throw info.refuse("pieces", bytes + " bytes are not a row of hashes of 20 bytes");
    }
    if (bytes / SHA1 != layout.pieceCount()) {
      throw info.refuse(
          "pieces",
          bytes / SHA1 + " hashes, but the files make " + layout.pieceCount() + " pieces");
    }
    return info.string("pieces").bytes();
  }

  /** In a hybrid torrent both halves must place the same files at the same bytes. */
  private static void checkSame(Keys info, List<LayoutFile> v1, List<LayoutFile> v2)
      throws MetainfoException {
    Iterator<LayoutFile> others = v2.stream().filter(file -> !file.padding()).iterator();
    for (LayoutFile file : v1) {
      if (file.padding()) {
        continue;
      }
      LayoutFile other = others.hasNext() ? others.next() : null;
      boolean same =
          other != null
              && file.path().equals(other.path())
              && file.length() == other.length()
              && (file.length() == 0 || file.offset() == other.offset());
      if (!same) {
        throw info.refuse(
            "file tree",
            "Version 1 has \"" + file.pathText() + "\" where version 2 has another file or place");
      }
    }
    if (others.hasNext()) {
      throw info.refuse(
          "file tree", "Version 1 lacks the file \"" + others.next().pathText() + "\"");
    }
  }

  private static List<FileHashes> hashes(Layout layout, List<FileTree.Entry> tree) {
    List<FileHashes> hashes = new ArrayList<>(tree.size());
    Iterator<FileTree.Entry> entries = tree.iterator();
    for (int i = 0; i < layout.files().size() && entries.hasNext(); i++) {
      if (layout.files().get(i).padding()) {
        continue;
      }
      FileTree.Entry entry = entries.next();
      if (entry.length() > 0) {
        Optional<FileHashes> file =
            FileHashes.of(i, entry.length(), layout.pieceLength(), entry.root(), new byte[0]);
        hashes.add(file.orElseThrow());
      }
    }
    return List.copyOf(hashes);
  }
}
