package tv.coax.catalog.account;

import tv.coax.catalog.money.Money;

/**
 * An account as its owner sees it.
 *
 * @param balance what is owed on the bill so far
 */
public record AccountView(String accountId, String name, Money balance, Money creditLimit) {}
