package tv.coax.bittorrent.tracker;

import java.nio.charset.StandardCharsets;

/** The query of an announce over HTTP (BEP 3, BEP 23). */
final class AnnounceQuery {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  private static final String HEX = "0123456789ABCDEF";

  private AnnounceQuery() {}

  static String of(AnnounceRequest request) {
    StringBuilder query = new StringBuilder(300);
    query.append("info_hash=").append(percent(request.infoHash().bytes()));
    query.append("&peer_id=").append(percent(request.peerId()));
    query.append("&port=").append(request.port());
    query.append("&uploaded=").append(request.uploaded());
    query.append("&downloaded=").append(request.downloaded());
    query.append("&left=").append(request.left());
    query.append("&compact=1&numwant=").append(request.wanted());
    query.append("&key=").append(Integer.toHexString(request.key()));
    if (request.event() != AnnounceEvent.NONE) {
      query.append("&event=").append(request.event().text());
    }
    request
        .trackerId()
        .ifPresent(
            id -> query.append("&trackerid=").append(percent(id.getBytes(StandardCharsets.UTF_8))));
    return query.toString();
  }

  /** The bytes with all but unreserved characters escaped. */
  static String percent(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 3);
    for (byte b : bytes) {
      if (UNRESERVED.indexOf(b) >= 0) {
        text.append((char) b);
      } else {
        text.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
      }
    }
    return text.toString();
  }
}
