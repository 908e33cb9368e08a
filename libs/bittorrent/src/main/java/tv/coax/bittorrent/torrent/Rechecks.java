package tv.coax.bittorrent.torrent;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.storage.Storage;

/** Reads pieces again that are believed to be good. */
final class Rechecks {
  private Rechecks() {}

  /**
   * Checks the pieces.
   *
   * @param lost is given each that is not good any more
   */
  static CompletionStage<RecheckResult> run(
      Storage storage, List<PieceIndex> pieces, Consumer<PieceIndex> lost) {
    int[] bad = new int[1];
    Checking check =
        Checking.start(
            storage,
            pieces,
            (piece, good) -> {
              if (!good) {
                bad[0]++;
                lost.accept(piece);
              }
            });
    return check.done().thenApply(done -> new RecheckResult(pieces.size(), bad[0]));
  }
}
