package tv.coax.license.contentkey;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that content keys can be wrapped and opened. */
@Readiness
@ApplicationScoped
class KekHealth implements HealthCheck {
  private final Keks keks;

  @Inject
  KekHealth(Keks keks) {
    this.keks = keks;
  }

  @Override
  public HealthCheckResponse call() {
    var response = HealthCheckResponse.named("key-encryption key");
    return keks.isLoaded()
        ? response.up().withData("kekId", keks.current().id()).build()
        : response.down().build();
  }
}
