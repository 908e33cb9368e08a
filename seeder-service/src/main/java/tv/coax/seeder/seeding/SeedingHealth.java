package tv.coax.seeder.seeding;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when peers can connect. One broken asset is shown and does not stop the others. */
@Readiness
@ApplicationScoped
class SeedingHealth implements HealthCheck {
  private final Seeding seeding;

  SeedingHealth(Seeding seeding) {
    this.seeding = seeding;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("seeding");
    if (!seeding.isRunning()) {
      return response.down().build();
    }
    long broken = seeding.all().stream().filter(Seeded::isBroken).count();
    return response
        .up()
        .withData("listening", String.valueOf(seeding.listenAddress()))
        .withData("assets", seeding.all().size())
        .withData("broken", broken)
        .build();
  }
}
