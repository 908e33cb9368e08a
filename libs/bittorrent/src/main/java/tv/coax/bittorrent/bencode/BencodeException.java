package tv.coax.bittorrent.bencode;

/** Thrown for input that is not bencoding, with the place and the reason in a sentence. */
public final class BencodeException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  BencodeException(int offset, String reason) {
    super(reason + " (at byte " + offset + ")");
    this.offset = offset;
  }

  /** The byte of the input at which it stops being bencoding. */
  public int offset() {
    return offset;
  }
}
