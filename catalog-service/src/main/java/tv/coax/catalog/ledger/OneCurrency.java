package tv.coax.catalog.ledger;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import tv.coax.catalog.money.Billing;

/**
 * The bill has one currency for good: credit limits, prices and what is owed are only comparable in
 * one. A service told another than its book is in does not start.
 */
@ApplicationScoped
class OneCurrency {
  private final EntityManager entities;
  private final Billing billing;

  OneCurrency(EntityManager entities, Billing billing) {
    this.entities = entities;
    this.billing = billing;
  }

  @Transactional
  void check(@Observes StartupEvent starting) {
    require(billing.currency());
  }

  /**
   * @throws IllegalStateException with a sentence if an account, an offer or the book is in another
   *     currency
   */
  void require(String currency) {
    List<String> others =
        entities
            .createNativeQuery(
                """
                select currency from account where currency <> ?1
                union select currency from offer where currency <> ?1
                union select currency from ledger_account where currency <> ?1\
                """,
                String.class)
            .setParameter(1, currency)
            .getResultList();
    if (!others.isEmpty()) {
      throw new IllegalStateException(
          "The bills of this database are in %s, and coax.billing.currency is %s. Set it back: a bill cannot change its currency."
              .formatted(String.join(", ", others), currency));
    }
  }
}
