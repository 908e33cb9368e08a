package tv.coax.bittorrent.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What an {@link Announcer} needs of the torrent it announces. Called on the loop. */
public interface AnnounceSource {
  /** Where this peer listens. */
  int port();

  /** Bytes of payload sent so far. */
  long uploaded();

  /** Bytes of payload received so far. */
  long downloaded();

  /** Bytes that are missing. */
  long left();

  /** How many peers to ask for. */
  int wanted();

  /** Whether peers are so few that the next announce should come sooner. */
  boolean fewPeers();

  /** The token to show to HTTP trackers, if there is one. Asked anew for each announce. */
  CompletionStage<Optional<String>> bearer();

  /** A tracker says how it sees this peer (BEP 24). */
  void external(URI tracker, InetAddress address);

  /** Takes peers that a tracker named. */
  void peers(List<InetSocketAddress> peers);
}
