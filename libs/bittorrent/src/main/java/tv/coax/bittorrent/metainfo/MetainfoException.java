package tv.coax.bittorrent.metainfo;

import tv.coax.bittorrent.bencode.BencodeException;

/**
 * Thrown for a torrent file or magnet link that is refused. The message is one sentence for people
 * that says why, and where: the key ({@code info.files[3].length}) or the byte.
 */
public final class MetainfoException extends Exception {
  private static final long serialVersionUID = 1L;

  MetainfoException(String key, String reason) {
    super(key.isEmpty() ? reason + "." : reason + " (" + key + ").");
  }

  MetainfoException(BencodeException cause) {
    super("It is not bencoding: " + cause.getMessage() + ".", cause);
  }
}
