package tv.coax.seeder.seeding;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What the seeder shows of its work: bytes sent, assets by state, connected peers. */
@ApplicationScoped
class SeedingMetrics {
  void register(@Observes StartupEvent start, MeterRegistry meters, Seeding seeding) {
    Gauge.builder("coax.seeding.uploaded.bytes", seeding, SeedingMetrics::uploaded)
        .description("Payload sent to peers since the assets were first seeded")
        .register(meters);
    Gauge.builder("coax.seeding.peers", seeding, SeedingMetrics::peers)
        .description("Connected peers of all assets")
        .register(meters);
    for (String state : Seeded.STATES) {
      Gauge.builder("coax.seeding.assets", seeding, s -> assets(s, state))
          .description("Assets by what the seeder does with them")
          .tag("state", state)
          .register(meters);
    }
  }

  private static double uploaded(Seeding seeding) {
    return seeding.all().stream().mapToLong(s -> s.status().uploadedBytes()).sum();
  }

  private static double peers(Seeding seeding) {
    return seeding.all().stream().mapToInt(s -> s.status().peers().size()).sum();
  }

  private static double assets(Seeding seeding, String state) {
    return seeding.all().stream().filter(s -> s.state().equals(state)).count();
  }
}
