package tv.coax.local.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a film came to a box.
 *
 * @param order its id, the key it was placed with and its price as the catalog answered
 * @param learnedAfter from the order to the box knowing of it; empty when it was ordered in an
 *     earlier run
 * @param playableAfter from the order to the first byte from the player endpoint
 * @param playableAt which share of the film the box had by then
 * @param bytesBySource verified bytes by name of the peer
 */
record Delivery(
    int box,
    String who,
    Order order,
    Optional<Duration> learnedAfter,
    Optional<Duration> playableAfter,
    double playableAt,
    Map<String, Long> bytesBySource) {

  /** A sale. */
  record Order(
      String id, String key, String offer, String entitlementId, String right, String price) {}

  boolean isNew() {
    return learnedAfter.isPresent();
  }
}
