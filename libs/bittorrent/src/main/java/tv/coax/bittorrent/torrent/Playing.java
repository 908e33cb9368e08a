package tv.coax.bittorrent.torrent;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.pick.Picker;
import tv.coax.bittorrent.play.VerifiedBytes;

/** A torrent as its readers see it. */
final class Playing implements VerifiedBytes {
  private final Loop loop;
  private final Picker picker;
  private final Downloads downloads;
  private final Reads reads;
  private final Runnable moreIsWanted;

  /**
   * @param moreIsWanted is run when somebody reads what was not to be fetched
   */
  Playing(Loop loop, Picker picker, Downloads downloads, Reads reads, Runnable moreIsWanted) {
    this.loop = loop;
    this.picker = picker;
    this.downloads = downloads;
    this.reads = reads;
    this.moreIsWanted = moreIsWanted;
  }

  @Override
  public CompletionStage<ByteBuffer> read(long offset, int length) {
    return reads.read(offset, length);
  }

  @Override
  public void hurry(int firstPiece, int lastPiece) {
    long now = loop.nanos();
    for (int piece = firstPiece; piece <= lastPiece; piece++) {
      picker.deadline(piece, now + piece - firstPiece);
    }
    if (downloads.enabled()) {
      downloads.fillAll();
    } else if (!picker.isSatisfied()) {
      moreIsWanted.run();
    }
  }

  @Override
  public void makeWay() {
    if (downloads.enabled()) {
      downloads.makeWay();
    }
  }

  @Override
  public void noHurry(int firstPiece, int lastPiece) {
    for (int piece = firstPiece; piece <= lastPiece; piece++) {
      picker.noDeadline(piece);
    }
  }
}
