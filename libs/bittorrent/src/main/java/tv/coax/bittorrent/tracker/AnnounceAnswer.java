package tv.coax.bittorrent.tracker;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a tracker answers.
 *
 * @param interval when to announce again
 * @param minInterval how long to wait at least, if the tracker says
 * @param seeders peers that have everything, if the tracker says
 * @param leechers the others
 * @param peers addresses to connect to, IPv4 and IPv6, none with port 0, at most {@link #MAX_PEERS}
 * @param trackerId to be sent back with the next announce
 * @param externalAddress how the tracker sees this peer (BEP 24)
 * @param warning a message for people
 */
public record AnnounceAnswer(
    Duration interval,
    Optional<Duration> minInterval,
    OptionalInt seeders,
    OptionalInt leechers,
    List<InetSocketAddress> peers,
    Optional<String> trackerId,
    Optional<InetAddress> externalAddress,
    Optional<String> warning) {
  /** Further peers of an answer are left out. */
  public static final int MAX_PEERS = 1_000;

  public AnnounceAnswer {
    peers = List.copyOf(peers);
  }
}
