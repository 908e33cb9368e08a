package tv.coax.catalog.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import tv.coax.catalog.account.Account;
import tv.coax.catalog.account.Accounts;
import tv.coax.catalog.account.Caller;
import tv.coax.catalog.entitlement.Entitlement;
import tv.coax.catalog.entitlement.Entitlements;
import tv.coax.catalog.entitlement.Grant;
import tv.coax.catalog.ledger.Ledger;
import tv.coax.catalog.money.Money;
import tv.coax.catalog.offer.Offer;
import tv.coax.catalog.offer.Offering;
import tv.coax.catalog.offer.Offers;
import tv.coax.catalog.offer.Rights;
import tv.coax.catalog.title.Title;
import tv.coax.catalog.title.Titles;
import tv.coax.protection.entitlement.Right;
import tv.coax.service.problem.Problem;

/**
 * Where a sale happens: order, ledger transfer and entitlement in one transaction, all or nothing.
 *
 * <p>The account's row is locked first, so an account's orders happen one after another however
 * many arrive at once: the same key is charged once, and the credit limit is exact.
 */
@ApplicationScoped
public class OrderDesk {
  private static final Logger LOG = Logger.getLogger(OrderDesk.class);

  /** An order, and whether it had been placed before under the same key. */
  public record Placement(OrderView order, boolean repeated) {}

  private final Accounts accounts;
  private final Orders orders;
  private final Offers offers;
  private final Titles titles;
  private final Entitlements entitlements;
  private final Ledger ledger;
  private final Offering offering;
  private final OrderMetrics metrics;

  OrderDesk(
      Accounts accounts,
      Orders orders,
      Offers offers,
      Titles titles,
      Entitlements entitlements,
      Ledger ledger,
      Offering offering,
      OrderMetrics metrics) {
    this.accounts = accounts;
    this.orders = orders;
    this.offers = offers;
    this.titles = titles;
    this.entitlements = entitlements;
    this.ledger = ledger;
    this.offering = offering;
    this.metrics = metrics;
  }

  /**
   * Places an order on the caller's bill, or answers with the one placed before under the same key.
   *
   * @param correlationId kept with the order and its entitlement
   * @throws Problem {@code idempotency-key-reused}, {@code unknown-offer}, {@code unknown-title},
   *     {@code already-owned} (with {@code entitlementId}), {@code credit-limit}; then nothing has
   *     happened
   */
  @Transactional
  public Placement place(Caller caller, OrderRequest request, String correlationId) {
    Account account = accounts.lock(caller);
    Optional<Order> before = orders.byKey(account.id(), request.idempotencyKey());
    if (before.isPresent()) {
      return repeat(before.get(), request);
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Offer offer = openOffer(request.offerId(), now);
    Title title = titles.requirePublished(offer.titleId());
    refuseIfOwned(account, offer, now);
    refuseBeyondCredit(account, offer.price());
    return new Placement(place(account, request, offer, title, correlationId, now), false);
  }

  private OrderView place(
      Account account,
      OrderRequest request,
      Offer offer,
      Title title,
      String correlationId,
      Instant now) {
    var order = new Order(account.id(), request, offer, correlationId, now);
    orders.persistAndFlush(order);
    if (offer.price().amountMinor() > 0) {
      String right = Rights.wireName(offer.right());
      ledger.charge(
          account.id(), order.id(), right, offer.price(), title.name() + " (" + right + ")", now);
    }
    Entitlement entitlement =
        entitlements.grant(
            new Grant(
                account,
                order.id(),
                offer.titleId(),
                title.publishedVersion().orElseThrow(),
                offer.right(),
                offer.clocksFrom(now, offering.subscriptionPeriod()),
                correlationId,
                now));
    metrics.placedOnCommit(offer.right());
    LOG.infof("Order %s: %s of title %s", order.id(), offer.right(), offer.titleId());
    return OrderView.of(order, entitlement.id());
  }

  private Placement repeat(Order before, OrderRequest request) {
    if (!before.answers(request)) {
      throw metrics.refused(
          Problem.of(
              422,
              "idempotency-key-reused",
              "This Idempotency-Key was used for another order. Use a new key."));
    }
    UUID entitlementId = entitlements.ofOrder(before.id()).map(Entitlement::id).orElseThrow();
    return new Placement(OrderView.of(before, entitlementId), true);
  }

  private Offer openOffer(UUID offerId, Instant now) {
    return offers
        .findByIdOptional(offerId)
        .filter(offer -> offer.isOpen(now))
        .orElseThrow(() ->
            metrics.refused(
                Problem.of(404, "unknown-offer", "There is no such offer, or no longer.")));
  }

  /**
   * Who owns a title has no use for another order of it; nor for the same right twice, but to rent
   * again.
   */
  private void refuseIfOwned(Account account, Offer offer, Instant now) {
    for (Entitlement held : entitlements.activeOf(account.id(), offer.titleId(), now)) {
      boolean same = held.right() == offer.right() && offer.right() != Right.RENTAL;
      if (held.right() == Right.PURCHASE || same) {
        throw metrics.refused(
            Problem.of(409, "already-owned", "This title is yours already. Nothing was charged.")
                .with("entitlementId", held.id()));
      }
    }
  }

  private void refuseBeyondCredit(Account account, Money price) {
    long owed = ledger.owedBy(account.id());
    Money limit = account.creditLimit();
    if (price.amountMinor() > 0 && Math.addExact(owed, price.amountMinor()) > limit.amountMinor()) {
      throw metrics.refused(
          Problem.of(
              402,
              "credit-limit",
              "This order would take the bill above its limit of "
                  + limit.text()
                  + ". Nothing was charged."));
    }
  }
}
