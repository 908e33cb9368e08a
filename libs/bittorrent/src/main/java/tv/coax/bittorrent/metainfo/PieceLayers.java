package tv.coax.bittorrent.metainfo;

import java.util.ArrayList;
import java.util.List;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BString;

/** The {@code piece layers} of a version 2 torrent file (BEP 52): nodes of all pieces by root. */
final class PieceLayers {
  private static final String KEY = "piece layers";

  private PieceLayers() {}

  /** A file that fits in one piece has no entry: its root is the node of the piece. */
  static boolean needed(FileHashes file) {
    return file.knowsPieces() && file.pieceCount() > 1;
  }

  /** The files with the nodes of their pieces, all of them present and proven by the roots. */
  static List<FileHashes> read(Keys torrent, List<FileHashes> files) throws MetainfoException {
    List<FileHashes> known = new ArrayList<>(files.size());
    for (FileHashes file : files) {
      known.add(file.knowsPieces() ? file : read(torrent.dictionary(KEY), file));
    }
    return List.copyOf(known);
  }

  private static FileHashes read(Keys layers, FileHashes file) throws MetainfoException {
    BString root = BString.of(file.root());
    if (!(layers.dictionary().entries().get(root) instanceof BString row)) {
      throw layers.refuse(root.forPeople(), "The hashes of a file's pieces are missing");
    }
    int expected = file.pieceCount() * Merkle.HASH;
    if (row.length() != expected) {
      throw layers.refuse(
          root.forPeople(),
          row.length() + " bytes of hashes, but the file's pieces need " + expected);
    }
    return file.withPieceRow(row.bytes())
        .orElseThrow(
            () -> layers.refuse(root.forPeople(), "The hashes do not lead to the file's root"));
  }

  static BDictionary write(List<FileHashes> files) {
    BDictionary.Builder layers = BDictionary.builder();
    files.stream()
        .filter(PieceLayers::needed)
        .forEach(file -> layers.put(BString.of(file.root()), BString.of(file.pieceRow())));
    return layers.build();
  }
}
