package tv.coax.bittorrent.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Makes links. Used on the loop only; all answers arrive on the loop. */
public interface Network {
  /** Listens; each accepted link is handed over. Fails when the address cannot be bound. */
  CompletionStage<Listener> listen(InetSocketAddress address, Consumer<Link> accepted);

  /** Connects; calls exactly one of the two. */
  void connect(
      InetSocketAddress address,
      Duration timeout,
      Consumer<Link> connected,
      Consumer<Throwable> failed);

  /** An address that is listened on. */
  interface Listener {
    /** The address that was bound, with the real port. */
    InetSocketAddress address();

    CompletionStage<Void> close();
  }
}
