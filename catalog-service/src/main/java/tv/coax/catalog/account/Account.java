package tv.coax.catalog.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import tv.coax.catalog.money.Money;

/**
 * The household that pays. Rows are made by {@link Accounts#welcome}, at the first login.
 *
 * <p>Whoever spends the account's credit or adds to its entitlements holds the row's lock; that is
 * what makes the credit limit exact, and {@code seq} rise in the order of commits.
 */
@Entity
public class Account {
  @Id private String id;
  @Column private String name;

  @Column(name = "credit_limit_minor")
  private long creditLimitMinor;

  @Column private String currency;

  @Column(name = "entitlement_seq")
  private long entitlementSeq;

  @Column(name = "created_at")
  private Instant createdAt;

  protected Account() {}

  /** The next number in this account's row of entitlements. Only with the row's lock held. */
  public long nextEntitlementSeq() {
    return ++entitlementSeq;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Money creditLimit() {
    return new Money(creditLimitMinor, currency);
  }
}
