package tv.coax.bittorrent.torrent;

import java.util.List;
import tv.coax.bittorrent.layout.Bitfield;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metadata.FileSelection;

/**
 * The pieces that hold the selected files (BEP 53), and how many bytes they have. Files are counted
 * as they are stored, pad files left out. A piece that holds parts of two files is fetched as a
 * whole, so a part of a file that is not selected may be stored with it.
 */
record Selection(Bitfield pieces, long bytes) {
  static Selection of(Layout layout, FileSelection files) {
    if (files.equals(FileSelection.ALL)) {
      return new Selection(Bitfield.full(layout.pieceCount()), layout.dataLength());
    }
    List<LayoutFile> stored = layout.files().stream().filter(file -> !file.padding()).toList();
    Bitfield pieces = new Bitfield(layout.pieceCount());
    for (int i = 0; i < stored.size(); i++) {
      if (files.selects(i)) {
        LayoutFile file = stored.get(i);
        for (int piece = layout.firstPieceOf(file); piece < layout.endPieceOf(file); piece++) {
          pieces.set(piece);
        }
      }
    }
    long bytes = 0;
    for (int i = pieces.nextSet(0); i >= 0; i = pieces.nextSet(i + 1)) {
      bytes += layout.dataLengthOf(new PieceIndex(i));
    }
    return new Selection(pieces, bytes);
  }
}
