package tv.coax.catalog.order;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import tv.coax.catalog.money.Money;
import tv.coax.catalog.offer.Offer;
import tv.coax.protection.entitlement.Right;

/** One sale, with the idempotency key it was asked under. It never changes and is kept for good. */
@Entity(name = "PurchaseOrder")
@Table(name = "purchase_order")
class Order {
  @Id private UUID id;

  @Column(name = "account_id")
  private String accountId;

  @Column(name = "idempotency_key")
  private String idempotencyKey;

  @Column(name = "request_hash")
  private String requestHash;

  @Column(name = "offer_id")
  private UUID offerId;

  @Column(name = "title_id")
  private UUID titleId;

  @Column(name = "kind")
  private Right right;

  @Column(name = "amount_minor")
  private long amountMinor;

  @Column private String currency;

  @Column(name = "correlation_id")
  private String correlationId;

  @Column(name = "placed_at")
  private Instant placedAt;

  protected Order() {}

  Order(String accountId, OrderRequest request, Offer offer, String correlationId, Instant at) {
    this.id = UUID.randomUUID();
    this.accountId = accountId;
    this.idempotencyKey = request.idempotencyKey();
    this.requestHash = request.hash();
    this.offerId = offer.id();
    this.titleId = offer.titleId();
    this.right = offer.right();
    this.amountMinor = offer.price().amountMinor();
    this.currency = offer.price().currency();
    this.correlationId = correlationId;
    this.placedAt = at;
  }

  /** Whether it was asked for with the same parameters. */
  boolean answers(OrderRequest request) {
    return requestHash.equals(request.hash());
  }

  UUID id() {
    return id;
  }

  UUID titleId() {
    return titleId;
  }

  Right right() {
    return right;
  }

  Money price() {
    return new Money(amountMinor, currency);
  }

  Instant placedAt() {
    return placedAt;
  }

  String correlationId() {
    return correlationId;
  }
}
