package tv.coax.catalog.account;

import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import tv.coax.catalog.ledger.Ledger;
import tv.coax.catalog.money.Money;

/** The caller's own account. */
@Path("/api/account")
@Authenticated
class AccountResource {
  private final Accounts accounts;
  private final Ledger ledger;
  private final SecurityIdentity identity;

  AccountResource(Accounts accounts, Ledger ledger, SecurityIdentity identity) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.identity = identity;
  }

  @GET
  @Transactional
  public AccountView mine() {
    Account account = accounts.welcome(Caller.of(identity));
    var owed = new Money(ledger.owedBy(account.id()), account.creditLimit().currency());
    return new AccountView(account.id(), account.name(), owed, account.creditLimit());
  }
}
