package tv.coax.bittorrent.peer;

/** Why a connection ended. Every end has one, and each is counted. */
public enum CloseReason {
  /** The far end closed, or the network did. */
  REMOTE_CLOSED(false),
  /** Nobody answered at the address. */
  UNREACHABLE(false),
  /** No whole handshake in time. */
  HANDSHAKE_TIMEOUT(false),
  /** The handshake names a torrent that is not here. */
  UNKNOWN_TORRENT(false),
  /** It is ourselves. */
  SELF(true),
  /** There is a connection to this peer already. */
  DUPLICATE(false),
  /** What it sent is no message, or one that makes no sense. */
  PROTOCOL_ERROR(false),
  /** It sent a block that does not match the torrent, and it is proven that it was this peer. */
  CORRUPT_BLOCK(true),
  /** It sends blocks that nobody asked for. */
  UNSOLICITED_BLOCKS(false),
  /** It asks for what it will not get, again and again. */
  REQUEST_FLOOD(false),
  /** It sends messages that are of no use, without end. */
  MESSAGE_FLOOD(false),
  /** It asks, and does not take what it is sent. */
  NOT_READING(false),
  /** It says that it serves us, and does not. */
  NO_BLOCKS(false),
  /** Not a byte for too long. */
  SILENT(false),
  /** Both have everything: there is nothing to exchange. */
  BOTH_COMPLETE(false),
  /** There are as many connections as there may be. */
  TOO_MANY_PEERS(false),
  /** It lied before. */
  BANNED(true),
  /** The torrent was closed. */
  TORRENT_CLOSED(false);

  private final boolean forGood;

  CloseReason(boolean forGood) {
    this.forGood = forGood;
  }

  /** There will be no other attempt to connect to this peer. */
  public boolean isForGood() {
    return forGood;
  }
}
