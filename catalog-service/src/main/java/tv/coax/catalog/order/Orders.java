package tv.coax.catalog.order;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All orders. */
@ApplicationScoped
public class Orders implements PanacheRepositoryBase<Order, UUID> {
  private static final int MOST_LISTED = 500;

  private static final String VIEWS =
      """
      select new tv.coax.catalog.order.OrderRow(o, e.id)
      from PurchaseOrder o join Entitlement e on e.orderId = o.id where o.accountId = ?1\
      """;

  Optional<Order> byKey(String accountId, String idempotencyKey) {
    return find("accountId = ?1 and idempotencyKey = ?2", accountId, idempotencyKey)
        .firstResultOptional();
  }

  /** The account's orders, the newest first. */
  @Transactional
  public List<OrderView> of(String accountId) {
    return getEntityManager()
        .createQuery(VIEWS + " order by o.placedAt desc", OrderRow.class)
        .setParameter(1, accountId)
        .setMaxResults(MOST_LISTED)
        .getResultList()
        .stream()
        .map(OrderRow::view)
        .toList();
  }

  /** One of the account's own orders. */
  @Transactional
  public Optional<OrderView> of(String accountId, UUID orderId) {
    return getEntityManager()
        .createQuery(VIEWS + " and o.id = ?2", OrderRow.class)
        .setParameter(1, accountId)
        .setParameter(2, orderId)
        .getResultList()
        .stream()
        .map(OrderRow::view)
        .findFirst();
  }
}
