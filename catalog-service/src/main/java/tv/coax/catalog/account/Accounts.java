package tv.coax.catalog.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import tv.coax.catalog.money.Billing;

/** All accounts. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, String> {
  private final Billing billing;

  Accounts(Billing billing) {
    this.billing = billing;
  }

  /** The caller's account, made now if this is the first time we see them. */
  @Transactional
  public Account welcome(Caller caller) {
    Account known = findById(caller.accountId());
    return known != null ? known : open(caller, LockModeType.NONE);
  }

  /**
   * The caller's account with its row locked until the transaction ends, made now if need be. Take
   * this lock before reading anything that the decision depends on.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Account lock(Caller caller) {
    Account known = findById(caller.accountId(), LockModeType.PESSIMISTIC_WRITE);
    return known != null ? known : open(caller, LockModeType.PESSIMISTIC_WRITE);
  }

  private Account open(Caller caller, LockModeType lock) {
    getEntityManager()
        .createNativeQuery(
            """
            insert into account (id, name, credit_limit_minor, currency, created_at)
            values (:id, :name, :limit, :currency, :now) on conflict (id) do nothing\
            """)
        .setParameter("id", caller.accountId())
        .setParameter("name", caller.name())
        .setParameter("limit", billing.creditLimitMinor())
        .setParameter("currency", billing.currency())
        .setParameter("now", Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .executeUpdate();
    return Objects.requireNonNull(findById(caller.accountId(), lock));
  }
}
