package tv.coax.license.licensing;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import tv.coax.license.proof.Proofs;
import tv.coax.protection.entitlement.Right;

/** Counts what was issued, by right, and what was refused, by reason. */
@ApplicationScoped
class LicenseMetrics {
  private final MeterRegistry registry;

  @Inject
  LicenseMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Right right : Right.values()) {
      registry.counter("coax.licenses.issued", "right", right.word());
    }
    for (Refusal refusal : Refusal.values()) {
      refused(refusal.problem().name(), 0);
    }
    refused(Proofs.REFUSED, 0);
  }

  void issued(Right right) {
    registry.counter("coax.licenses.issued", "right", right.word()).increment();
  }

  void refused(String reason) {
    refused(reason, 1);
  }

  private void refused(String reason, int times) {
    registry.counter("coax.licenses.refused", "reason", reason).increment(times);
  }
}
