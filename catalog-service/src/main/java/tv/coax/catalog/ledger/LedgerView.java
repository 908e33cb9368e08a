package tv.coax.catalog.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tv.coax.catalog.money.Money;

/**
 * The book as the operator reads it.
 *
 * @param balanced whether every transfer sums to nothing
 * @param transfers how many there are in all
 * @param entries the newest, newest first
 * @param totals per ledger account, over everything
 */
public record LedgerView(
    boolean balanced, long transfers, List<Entry> entries, List<Total> totals) {

  /** One side of a transfer. */
  public record Entry(
      UUID transferId,
      @Nullable UUID orderId,
      Instant at,
      String account,
      long amountMinor,
      String currency) {
    /** The amount as a person reads it. */
    public String text() {
      return new Money(amountMinor, currency).text();
    }

    /** Enough of the transfer's id to tell it from its neighbours. */
    public String shortTransfer() {
      return transferId.toString().substring(0, 8);
    }
  }

  /** What one ledger account sums to. */
  public record Total(String account, long amountMinor, String currency) {
    /** The amount as a person reads it. */
    public String text() {
      return new Money(amountMinor, currency).text();
    }
  }
}
