package tv.coax.catalog.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;

/** The book's rules hold against whoever writes to the database, not only against our code. */
@QuarkusTest
class LedgerRulesTest extends CatalogTest {
  @Inject AgroalDataSource database;

  @Test
  void aTransferThatDoesNotBalanceIsNotCommitted() {
    assertThatThrownBy(() -> write(transfer(UUID.randomUUID(), 499, -498)))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("does not balance");
  }

  @Test
  void aTransferWithoutEntriesIsNotCommitted() {
    String bare =
        "insert into ledger_transfer (id, kind, note, at) values ('%s', 'payment', '', now())"
            .formatted(UUID.randomUUID());

    assertThatThrownBy(() -> write(bare)).hasMessageContaining("does not balance");
  }

  @Test
  void aTransferThatBalancesAcrossCurrenciesOnlyIsNotCommitted() {
    String mixed = transfer(UUID.randomUUID(), 499, -499);

    assertThatThrownBy(() ->
            write(
                "insert into ledger_account values ('test:sek', 'revenue', 'SEK') on conflict do"
                    + " nothing; "
                    + mixed.replace("'test:b', -499, 'EUR'", "'test:sek', -499, 'SEK'")))
        .hasMessageContaining("does not balance");
  }

  @Test
  void aBalancedTransferStandsForGood() throws SQLException {
    UUID transfer = UUID.randomUUID();
    write(transfer(transfer, 499, -499));

    assertThatThrownBy(() ->
            write("update ledger_entry set amount_minor = 1 where transfer_id = '%s'", transfer))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> write("delete from ledger_entry where transfer_id = '%s'", transfer))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> write("delete from ledger_transfer where id = '%s'", transfer))
        .hasMessageContaining("append-only");
    assertThatThrownBy(
            () -> write("update ledger_transfer set note = 'x' where id = '%s'", transfer))
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> write("truncate ledger_entry")).hasMessageContaining("append-only");
  }

  @Test
  void nothingIsAddedToATransferLater() throws SQLException {
    UUID transfer = UUID.randomUUID();
    write(transfer(transfer, 499, -499));

    assertThatThrownBy(() -> write(entries(transfer, 100, -100))).hasMessageContaining("is closed");
  }

  @Test
  void anAccountKeepsToItsCurrency() {
    String otherCurrency =
        transfer(UUID.randomUUID(), 499, -499)
            .replace("'EUR'", "'SEK'")
            .replaceFirst("'SEK'", "'EUR'");

    assertThatThrownBy(() -> write(otherCurrency)).isInstanceOf(SQLException.class);
  }

  @Test
  void theOperatorReadsABookThatBalances() {
    OnSale film = onSale("Booked", 499, 199);
    String ada = newSubscriber();
    String orderId = order(subscriberToken(ada), "k", film.purchase()).path("id");

    asOperator()
        .get("/api/ledger")
        .then()
        .statusCode(200)
        .body("balanced", equalTo(true))
        .body("entries", everyItem(hasKey("transferId")))
        .body("entries.findAll { it.orderId == '%s' }.size()".formatted(orderId), equalTo(2))
        .body(
            "entries.findAll { it.orderId == '%s' }.amountMinor.sum()".formatted(orderId),
            equalTo(0))
        .body(
            "totals.find { it.account == 'subscriber:%s' }.amountMinor".formatted(ada),
            equalTo(499));
    asSubscriber(ada).get("/api/ledger").then().statusCode(403);
  }

  @Test
  void seqOfEntitlementsHasNoGapAndNoDouble() throws SQLException {
    try (Connection connection = database.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select count(*) from account a where entitlement_seq <> (select count(*) from"
                        + " entitlement e where e.account_id = a.id)")) {
      rows.next();
      assertThat(rows.getLong(1)).isZero();
    }
  }

  private static String transfer(UUID id, long debit, long credit) {
    return ("insert into ledger_account values ('test:a', 'receivable', 'EUR'), ('test:b', 'revenue',"
                + " 'EUR') on conflict do nothing; insert into ledger_transfer (id, kind, note, at) values"
                + " ('%s', 'payment', 'test', now()); ")
            .formatted(id)
        + entries(id, debit, credit);
  }

  private static String entries(UUID transfer, long debit, long credit) {
    return ("insert into ledger_entry (transfer_id, account, amount_minor, currency) values ('%s',"
            + " 'test:a', %d, 'EUR'), ('%s', 'test:b', %d, 'EUR')")
        .formatted(transfer, debit, transfer, credit);
  }

  private void write(String sql, Object... values) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        connection.createStatement().execute(sql.formatted(values));
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    }
  }
}
