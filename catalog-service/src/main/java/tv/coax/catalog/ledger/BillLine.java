package tv.coax.catalog.ledger;

import java.time.Instant;
import java.util.UUID;
import tv.coax.catalog.money.Money;

/** One line of a subscriber's bill; positive is owed, negative was paid or given back. */
public record BillLine(
    UUID transferId, Instant at, String note, long amountMinor, String currency) {
  public Money amount() {
    return new Money(amountMinor, currency);
  }
}
