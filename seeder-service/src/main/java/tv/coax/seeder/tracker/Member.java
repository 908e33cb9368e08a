package tv.coax.seeder.tracker;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One peer of a swarm as the tracker knows it. It may be reachable by IPv4, by IPv6, or by both
 * when it announced over both.
 *
 * @param key who it is
 * @param v4 its IPv4 endpoint
 * @param v6 its IPv6 endpoint
 * @param leftBytes what it still has to download; 0 makes it a seeder
 * @param seen its last announce
 */
public record Member(
    Key key, @Nullable Endpoint v4, @Nullable Endpoint v6, long leftBytes, Instant seen) {

  /**
   * Who a member is: the device of its ticket and the peer id it chose. Nobody can replace or
   * remove the member of another device.
   */
  public record Key(String deviceThumbprint, PeerId peerId) {}

  static Member at(Key key, Endpoint endpoint, long leftBytes, Instant seen) {
    return endpoint.isV4()
        ? new Member(key, endpoint, null, leftBytes, seen)
        : new Member(key, null, endpoint, leftBytes, seen);
  }

  boolean isSeeder() {
    return leftBytes == 0;
  }

  /** The places where this member can be reached, one or two. */
  public Stream<Endpoint> endpoints() {
    return Stream.of(v4, v6)
        .mapMulti((endpoint, sink) -> {
          if (endpoint != null) {
            sink.accept(endpoint);
          }
        });
  }

  /** This newer announce together with the address family that only the earlier one knew. */
  Member mergedWith(Member earlier) {
    return new Member(
        key, v4 != null ? v4 : earlier.v4, v6 != null ? v6 : earlier.v6, leftBytes, seen);
  }
}
