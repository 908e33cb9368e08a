package tv.coax.bittorrent.wire;

/** Takes decoded messages in the order in which they arrived. */
public interface MessageSink {
  /** Takes the message, and with it the data of a {@link Message.Piece}. */
  void message(Message message) throws WireException;
}
