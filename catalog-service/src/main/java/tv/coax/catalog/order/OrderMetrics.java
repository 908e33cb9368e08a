package tv.coax.catalog.order;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import tv.coax.catalog.offer.Rights;
import tv.coax.protection.entitlement.Right;
import tv.coax.service.problem.Problem;

/** Counts orders by right, and refusals by reason. */
@ApplicationScoped
class OrderMetrics {
  private final MeterRegistry metrics;
  private final TransactionSynchronizationRegistry transaction;

  OrderMetrics(MeterRegistry metrics, TransactionSynchronizationRegistry transaction) {
    this.metrics = metrics;
    this.transaction = transaction;
  }

  /** Counts an order once its transaction has committed. */
  void placedOnCommit(Right right) {
    transaction.registerInterposedSynchronization(
        new Synchronization() {
          @Override
          public void beforeCompletion() {}

          @Override
          public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
              metrics.counter("coax.orders", "right", Rights.wireName(right)).increment();
            }
          }
        });
  }

  /** Counts a refusal and hands it back to be thrown. */
  Problem refused(Problem problem) {
    metrics.counter("coax.order.refusals", "reason", problem.name()).increment();
    return problem;
  }
}
