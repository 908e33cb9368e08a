package tv.coax.seeder.tracker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Chooses where the swarms are kept: in this process, until there are several of it. */
class TrackerParts {

  @Produces
  @Singleton
  Swarms swarms(TrackerConfig config, MeterRegistry meters) {
    Swarms swarms = new MemorySwarms(config.peersPerDevice());
    Gauge.builder("coax.tracker.peers", swarms, Swarms::size)
        .description("Peers in all swarms, without the seeder")
        .register(meters);
    return swarms;
  }
}
