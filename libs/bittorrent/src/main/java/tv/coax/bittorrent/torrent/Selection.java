package tv.coax.bittorrent.torrent;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metadata.FileSelection;

/**
 * The pieces that hold the selected files (BEP 53), and how many bytes they have. Files are counted
 * as they are stored, pad files left out. A piece that holds parts of two files is fetched as a
 * whole, so a part of a file that is not selected may be stored with it.
 *
 * @param empty selected files without bytes, which no piece brings
 */
record Selection(Bitfield pieces, long bytes, Set<LayoutFile> empty) {
  static Selection of(Layout layout, FileSelection files) {
    List<LayoutFile> selected = selected(layout, files);
    Set<LayoutFile> empty =
        selected.stream().filter(file -> file.length() == 0).collect(Collectors.toSet());
    if (files.equals(FileSelection.ALL)) {
      return new Selection(Bitfield.full(layout.pieceCount()), layout.dataLength(), empty);
    }
    Bitfield pieces = new Bitfield(layout.pieceCount());
    for (LayoutFile file : selected) {
      for (int piece = layout.firstPieceOf(file); piece < layout.endPieceOf(file); piece++) {
        pieces.set(piece);
      }
    }
    long bytes = 0;
    for (int i = pieces.nextSet(0); i >= 0; i = pieces.nextSet(i + 1)) {
      bytes += layout.dataLengthOf(new PieceIndex(i));
    }
    return new Selection(pieces, bytes, empty);
  }

  private static List<LayoutFile> selected(Layout layout, FileSelection files) {
    List<LayoutFile> stored = layout.files().stream().filter(file -> !file.padding()).toList();
    return IntStream.range(0, stored.size()).filter(files::selects).mapToObj(stored::get).toList();
  }
}
