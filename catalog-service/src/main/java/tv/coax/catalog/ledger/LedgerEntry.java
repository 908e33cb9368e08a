package tv.coax.catalog.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.money.Money;

/** One side of a transfer: a debit (positive) or a credit (negative) of one ledger account. */
@Entity
@Table(name = "ledger_entry")
@Immutable
class LedgerEntry {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "transfer_id")
  private UUID transferId;

  @Column private String account;

  @Column(name = "amount_minor")
  private long amountMinor;

  @Column private String currency;

  protected LedgerEntry() {}

  LedgerEntry(UUID transferId, String account, Money amount) {
    this.transferId = transferId;
    this.account = account;
    this.amountMinor = amount.amountMinor();
    this.currency = amount.currency();
  }
}
