package tv.coax.bittorrent.play;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** What a reader needs of a torrent. Used on the loop. */
public interface VerifiedBytes {
  /** Exactly these bytes of the torrent, as soon as all are verified. */
  CompletionStage<ByteBuffer> read(long offset, int length);

  /** Fetches these pieces before others, in this order. */
  void hurry(int firstPiece, int lastPiece);

  /** What was asked for and is not urgent is taken back: it would arrive before what is. */
  void makeWay();

  /** These pieces are not urgent any more. */
  void noHurry(int firstPiece, int lastPiece);
}
