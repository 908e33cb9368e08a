package tv.coax.catalog.storefront;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import tv.coax.catalog.account.Account;
import tv.coax.catalog.account.AccountView;
import tv.coax.catalog.account.Accounts;
import tv.coax.catalog.entitlement.Entitlements;
import tv.coax.catalog.ledger.Ledger;
import tv.coax.catalog.money.Money;
import tv.coax.catalog.order.OrderView;
import tv.coax.catalog.order.Orders;
import tv.coax.catalog.title.Titles;
import tv.coax.catalog.web.Viewer;
import tv.coax.service.problem.Problem;

/** What the account's holder sees of it: the bill, the library, and each order. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class AccountPages {
  private static final int MOST_BILL_LINES = 200;

  private final Accounts accounts;
  private final Ledger ledger;
  private final Entitlements entitlements;
  private final Orders orders;
  private final Titles titles;
  private final Viewer viewer;

  AccountPages(
      Accounts accounts,
      Ledger ledger,
      Entitlements entitlements,
      Orders orders,
      Titles titles,
      Viewer viewer) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.entitlements = entitlements;
    this.orders = orders;
    this.titles = titles;
    this.viewer = viewer;
  }

  @GET
  @Path("account")
  @Transactional
  public TemplateInstance account() {
    Account account = accounts.welcome(viewer.caller());
    var owed = new Money(ledger.owedBy(account.id()), account.creditLimit().currency());
    return Storefront.account(
        new AccountView(account.id(), account.name(), owed, account.creditLimit()),
        ledger.billOf(account.id(), MOST_BILL_LINES),
        entitlements.newest(account.id()));
  }

  @GET
  @Path("orders/{id}")
  @Transactional
  public TemplateInstance confirmation(UUID id) {
    OrderView order =
        orders
            .of(viewer.caller().accountId(), id)
            .orElseThrow(() -> Problem.of(404, "unknown-order", "You have no such order."));
    return Storefront.confirmation(order, titles.require(order.titleId()).name());
  }
}
