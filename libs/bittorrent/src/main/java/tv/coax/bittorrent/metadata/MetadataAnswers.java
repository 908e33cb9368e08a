package tv.coax.bittorrent.metadata;

import java.util.Arrays;
import tv.coax.bittorrent.metadata.MetadataMessage.Data;
import tv.coax.bittorrent.metadata.MetadataMessage.Reject;
import tv.coax.bittorrent.metadata.MetadataMessage.Request;

/**
 * Answers one peer's requests for the metadata (BEP 9): each piece, and the whole a second time,
 * since an attempt may fail; what goes beyond is refused, so that small requests cannot draw much.
 */
public final class MetadataAnswers {
  private static final int TIMES = 2;

  private final byte[] info;
  private int left;

  /**
   * @param info the info dictionary; not copied, not changed
   */
  public MetadataAnswers(byte[] info) {
    this.info = info;
    this.left = TIMES * MetadataMessage.pieces(info.length);
  }

  public MetadataMessage answer(Request request) {
    if (request.piece() >= MetadataMessage.pieces(info.length) || left == 0) {
      return new Reject(request.piece());
    }
    left--;
    int from = request.piece() * MetadataMessage.PIECE;
    int to = Math.min(info.length, from + MetadataMessage.PIECE);
    return new Data(request.piece(), info.length, Arrays.copyOfRange(info, from, to));
  }
}
