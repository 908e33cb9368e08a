package tv.coax.catalog.ledger;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One movement of money: two or more entries that sum to nothing. Written once, never changed. */
@Entity
@Table(name = "ledger_transfer")
@Immutable
class LedgerTransfer {
  @Id private UUID id;
  @Column private String kind;

  @Column(name = "order_id")
  private @Nullable UUID orderId;

  @Column private String note;
  @Column private Instant at;

  protected LedgerTransfer() {}

  /** The transfer that charges an order. */
  LedgerTransfer(UUID orderId, String note, Instant at) {
    this.id = UUID.randomUUID();
    this.kind = "order";
    this.orderId = orderId;
    this.note = note;
    this.at = at;
  }

  UUID id() {
    return id;
  }
}
