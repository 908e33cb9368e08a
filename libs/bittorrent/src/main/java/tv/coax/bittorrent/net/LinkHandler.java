package tv.coax.bittorrent.net;

import io.netty.buffer.ByteBuf;

/** Is told, on the loop, what happens on a link. */
public interface LinkHandler {
  /** Bytes arrived. The buffer belongs to the link; what is kept must be retained. */
  void received(ByteBuf bytes);

  /** The transport took bytes that were sent: there may be room for more. */
  void drained();

  /** The link is gone, whoever closed it. Told once; nothing follows. */
  void closed();
}
