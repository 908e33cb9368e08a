package tv.coax.catalog.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tv.coax.catalog.money.Money;

/**
 * The double-entry book. Append-only; every transfer balances; an order is charged at most once:
 * the database refuses the commit otherwise. Positive amounts are debits, negative amounts credits.
 */
@ApplicationScoped
public class Ledger {
  private final EntityManager entities;

  Ledger(EntityManager entities) {
    this.entities = entities;
  }

  /**
   * Charges an order to a subscriber's bill.
   *
   * @param revenue what was sold, which names the revenue account, such as {@code rental}
   * @param price above zero: where no money moves there is no transfer
   * @param note what the subscriber reads on the bill
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void charge(
      String accountId, UUID orderId, String revenue, Money price, String note, Instant at) {
    String receivable = receivableOf(accountId);
    String earned = "revenue:" + revenue;
    ensure(receivable, "receivable", price.currency());
    ensure(earned, "revenue", price.currency());
    var transfer = new LedgerTransfer(orderId, note, at);
    entities.persist(transfer);
    entities.flush();
    var credit = new Money(Math.negateExact(price.amountMinor()), price.currency());
    entities.persist(new LedgerEntry(transfer.id(), receivable, price));
    entities.persist(new LedgerEntry(transfer.id(), earned, credit));
  }

  /** What the subscriber owes on the bill, in minor units of the account's currency. */
  @Transactional
  public long owedBy(String accountId) {
    return entities
        .createQuery(
            "select coalesce(sum(e.amountMinor), 0L) from LedgerEntry e where e.account = ?1",
            Long.class)
        .setParameter(1, receivableOf(accountId))
        .getSingleResult();
  }

  /** The newest lines of the subscriber's bill. */
  @Transactional
  public List<BillLine> billOf(String accountId, int most) {
    return entities
        .createQuery(
            """
            select new tv.coax.catalog.ledger.BillLine(t.id, t.at, t.note, e.amountMinor, e.currency)
            from LedgerEntry e join LedgerTransfer t on t.id = e.transferId
            where e.account = ?1 order by t.at desc, e.id desc\
            """,
            BillLine.class)
        .setParameter(1, receivableOf(accountId))
        .setMaxResults(most)
        .getResultList();
  }

  /** The book as the operator reads it: totals of everything, and the newest entries. */
  @Transactional
  public LedgerView read(int most) {
    return new LedgerView(
        unbalancedTransfers() == 0,
        entities.createQuery("select count(t) from LedgerTransfer t", Long.class).getSingleResult(),
        entities
            .createQuery(
                """
                select new tv.coax.catalog.ledger.LedgerView$Entry(
                  t.id, t.orderId, t.at, e.account, e.amountMinor, e.currency)
                from LedgerEntry e join LedgerTransfer t on t.id = e.transferId
                order by e.id desc\
                """,
                LedgerView.Entry.class)
            .setMaxResults(most)
            .getResultList(),
        entities
            .createQuery(
                """
                select new tv.coax.catalog.ledger.LedgerView$Total(
                  e.account, sum(e.amountMinor), e.currency)
                from LedgerEntry e group by e.account, e.currency order by e.account\
                """,
                LedgerView.Total.class)
            .getResultList());
  }

  private long unbalancedTransfers() {
    return (Long)
        entities
            .createNativeQuery(
                """
                select count(*) from (
                  select 1 from ledger_entry group by transfer_id, currency
                  having sum(amount_minor) <> 0) uneven\
                """,
                Long.class)
            .getSingleResult();
  }

  private void ensure(String name, String kind, String currency) {
    entities
        .createNativeQuery(
            """
            insert into ledger_account (name, kind, currency) values (?1, ?2, ?3)
            on conflict (name) do nothing\
            """)
        .setParameter(1, name)
        .setParameter(2, kind)
        .setParameter(3, currency)
        .executeUpdate();
  }

  private static String receivableOf(String accountId) {
    return "subscriber:" + accountId;
  }
}
