package tv.coax.bittorrent.metainfo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tv.coax.bittorrent.bencode.BString;

/**
 * The files of which a torrent is to be made, in the order of BEP 52's file tree: by the bytes of
 * their names, directory by directory.
 */
record SourceFiles(List<Entry> entries) {
  /** A file with its path in the torrent, below the torrent's name. */
  record Entry(Path file, List<String> path, long length) {}

  private static final Comparator<Entry> TREE_ORDER = SourceFiles::compare;

  static SourceFiles of(Path root) throws IOException, MetainfoException {
    if (!Files.exists(root)) {
      throw new IOException("There is no file or directory " + root + ".");
    }
    if (Files.isRegularFile(root)) {
      return new SourceFiles(List.of(new Entry(root, List.of(), size(root))));
    }
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root, Names.MAX_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : (Iterable<Path>) tree::iterator) {
        if (!Files.isDirectory(path)) {
          entries.add(entry(root, path));
        }
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
    if (entries.isEmpty()) {
      throw new IOException("The directory " + root + " has no files.");
    }
    entries.sort(TREE_ORDER);
    return new SourceFiles(entries);
  }

  private static Entry entry(Path root, Path file) throws IOException, MetainfoException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file.");
    }
    List<String> path = new ArrayList<>();
    for (Path part : root.relativize(file)) {
      if (part.toString().indexOf('\uFFFD') >= 0) {
        throw new IOException(
            "The name of " + file + " is not text in this locale; LC_ALL=C.UTF-8 may help.");
      }
      path.add(Names.name(BString.of(part.toString()), file.toString()));
    }
    Names.checkLength(path, file.toString());
    return new Entry(file, path, size(file));
  }

  private static long size(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("The file " + file + " may not be read.");
    }
    return Files.size(file);
  }

  private static int compare(Entry left, Entry right) {
    int common = Math.min(left.path().size(), right.path().size());
    for (int i = 0; i < common; i++) {
      int order =
          Arrays.compareUnsigned(
              left.path().get(i).getBytes(StandardCharsets.UTF_8),
              right.path().get(i).getBytes(StandardCharsets.UTF_8));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.path().size(), right.path().size());
  }
}
