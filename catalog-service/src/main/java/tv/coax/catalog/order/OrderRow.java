package tv.coax.catalog.order;

import java.util.UUID;

/** A row of the query that lists orders. */
record OrderRow(Order order, UUID entitlementId) {
  OrderView view() {
    return OrderView.of(order, entitlementId);
  }
}
