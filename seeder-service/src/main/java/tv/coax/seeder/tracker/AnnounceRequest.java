package tv.coax.seeder.tracker;

import java.util.Locale;

/**
 * A parsed announce (BEP 3, 23). The address a client claims ({@code ip}, {@code ipv4}, {@code
 * ipv6}) is not part of it: only the connection's source counts.
 *
 * @param swarm the info-hash announced
 * @param peerId what the client calls itself
 * @param port where it listens
 * @param leftBytes what it still has to download
 * @param event what happened
 * @param compact whether peers may be answered as bytes (BEP 23)
 * @param noPeerId whether the peer ids may be left out of a long answer
 * @param wanted how many peers it asks for
 */
record AnnounceRequest(
    SwarmId swarm,
    PeerId peerId,
    int port,
    long leftBytes,
    Event event,
    boolean compact,
    boolean noPeerId,
    int wanted) {

  enum Event {
    NONE,
    STARTED,
    STOPPED,
    COMPLETED,
    /** A partial seed (BEP 21). */
    PAUSED
  }

  static AnnounceRequest parse(RawQuery query, int wantedByDefault, int wantedAtMost)
      throws RefusedException {
    long wanted = query.number("numwant", -1, Integer.MAX_VALUE).orElse(-1L);
    return new AnnounceRequest(
        SwarmId.of(query.bytes("info_hash", SwarmId.BYTES)),
        PeerId.of(query.bytes("peer_id", PeerId.BYTES)),
        query
            .number("port", 1, 65_535)
            .orElseThrow(() -> RefusedException.malformed("The query needs a port."))
            .intValue(),
        query.number("left", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE),
        event(query.text("event").orElse("")),
        !query.text("compact").orElse("1").equals("0"),
        query.text("no_peer_id").orElse("0").equals("1"),
        (int) Math.min(wantedAtMost, wanted < 0 ? wantedByDefault : wanted));
  }

  private static Event event(String name) throws RefusedException {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "", "empty" -> Event.NONE;
      case "started" -> Event.STARTED;
      case "stopped" -> Event.STOPPED;
      case "completed" -> Event.COMPLETED;
      case "paused" -> Event.PAUSED;
      default -> throw RefusedException.malformed("The query's event is not known.");
    };
  }
}
