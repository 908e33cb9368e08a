package tv.coax.catalog.order;

import java.time.Instant;
import java.util.UUID;
import tv.coax.catalog.money.Money;
import tv.coax.catalog.offer.Rights;

/** An order as its account sees it. */
public record OrderView(
    UUID id,
    UUID titleId,
    String right,
    Money price,
    Instant placedAt,
    UUID entitlementId,
    String correlationId) {

  static OrderView of(Order order, UUID entitlementId) {
    return new OrderView(
        order.id(),
        order.titleId(),
        Rights.wireName(order.right()),
        order.price(),
        order.placedAt(),
        entitlementId,
        order.correlationId());
  }
}
