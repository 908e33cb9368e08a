package tv.coax.catalog.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tv.coax.catalog.CatalogTest;

@QuarkusTest
@Timeout(60)
class EntitlementStreamTest extends CatalogTest {
  @TestHTTPResource("/api/entitlements/events")
  URI events;

  @Inject AgroalDataSource database;

  private record Event(String name, String id, String data) {}

  @Test
  void aBoxThatListensIsToldOfANewEntitlement() throws Exception {
    OnSale film = onSale("Pushed", 499, 199);
    String ada = newSubscriber();
    String token = subscriberToken(ada);
    order(token, "before", film.rental()).then().statusCode(201);

    try (var stream = listen(token, "0")) {
      Event known = next(stream);
      String granted = order(token, "after", film.rental()).path("entitlementId");
      Event fresh = next(stream);

      assertThat(known.id()).isEqualTo("1");
      assertThat(fresh.name()).isEqualTo("entitlement");
      assertThat(fresh.id()).isEqualTo("2");
      assertThat(fresh.data()).contains(granted, "\"seq\":2", "\"titleName\":\"Pushed\"");
    }
  }

  @Test
  void aBoxThatComesBackIsToldOfEverythingItMissedAndNothingElse() throws Exception {
    OnSale film = onSale("Missed", 499, 100);
    String token = subscriberToken(newSubscriber());
    for (int i = 1; i <= 5; i++) {
      order(token, "key-" + i, film.rental()).then().statusCode(201);
    }

    try (var stream = listen(token, "2")) {
      assertThat(next(stream).id()).isEqualTo("3");
      assertThat(next(stream).id()).isEqualTo("4");
      assertThat(next(stream).id()).isEqualTo("5");
    }
  }

  @Test
  void noEntitlementIsMissedWhileManyAreGranted() throws Exception {
    OnSale film = onSale("Flood", 499, 10);
    String token = subscriberToken(newSubscriber());

    try (var stream = listen(token, null);
        var buyers = Executors.newFixedThreadPool(16)) {
      for (int i = 0; i < 200; i++) {
        String key = "key-" + i;
        buyers.submit(() -> order(token, key, film.rental()));
      }
      for (int seq = 1; seq <= 200; seq++) {
        assertThat(next(stream).id()).isEqualTo(Integer.toString(seq));
      }
    }
  }

  @Test
  void whatAnotherCopyOfTheServiceCommitsIsPushedToo() throws Exception {
    OnSale film = onSale("Elsewhere", 499, 100);
    String ada = newSubscriber();
    String token = subscriberToken(ada);
    order(token, "here", film.rental()).then().statusCode(201);

    try (var stream = listen(token, "1")) {
      commitElsewhere(ada);

      assertThat(next(stream).id()).isEqualTo("2");
    }
  }

  @Test
  void aLostConnectionToTheDatabaseLosesNoEntitlement() throws Exception {
    OnSale film = onSale("Cut off", 499, 100);
    String token = subscriberToken(newSubscriber());
    order(token, "first", film.rental()).then().statusCode(201);

    try (var stream = listen(token, "0")) {
      assertThat(next(stream).id()).isEqualTo("1");
      int cut =
          count(
              """
              select count(pg_terminate_backend(pid)) from pg_stat_activity
              where datname = current_database() and query like '%entitlement_seq from account%'
                and pid <> pg_backend_pid()\
              """);
      order(token, "second", film.rental()).then().statusCode(201);

      assertThat(cut).isPositive();
      assertThat(next(stream).id()).isEqualTo("2");
    }
  }

  /** An order as another copy would commit it, past this one's code. */
  private void commitElsewhere(String account) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          insert into purchase_order select gen_random_uuid(), account_id, 'elsewhere', request_hash,
            offer_id, title_id, kind, amount_minor, currency, 'elsewhere', now()
            from purchase_order where account_id = '%1$s';
          update account set entitlement_seq = 2 where id = '%1$s';
          insert into entitlement select gen_random_uuid(), account_id, 2, id, title_id, 1, kind, null,
            null, null, 'active', 'elsewhere', now()
            from purchase_order where account_id = '%1$s' and idempotency_key = 'elsewhere'\
          """
              .formatted(account));
      connection.commit();
    }
  }

  private int count(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @Test
  void nobodyHearsOfAnotherAccount() throws Exception {
    OnSale film = onSale("Private", 499, 100);
    String eve = subscriberToken(newSubscriber());
    String ada = subscriberToken(newSubscriber());

    try (var stream = listen(eve, null)) {
      order(ada, "ada", film.rental()).then().statusCode(201);
      String own = order(eve, "eve", film.rental()).path("entitlementId");

      assertThat(next(stream).data()).contains(own);
    }
  }

  @Test
  void aStreamNeedsATokenAndAnIdThatWasSent() throws Exception {
    assertThat(open(null, null).statusCode()).isEqualTo(401);
    assertThat(open(subscriberToken(newSubscriber()), "soup").statusCode()).isEqualTo(400);
  }

  private BufferedReader listen(String token, String lastEventId) throws Exception {
    var response = open(token, lastEventId);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  private HttpResponse<InputStream> open(String token, String lastEventId) throws Exception {
    var request = HttpRequest.newBuilder(events).header("Accept", "text/event-stream");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** The next event that is not a ping. */
  private static Event next(BufferedReader stream) throws IOException {
    while (true) {
      String name = "";
      String id = "";
      String data = "";
      for (String line = stream.readLine(); !line.isEmpty(); line = stream.readLine()) {
        int colon = line.indexOf(':');
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon)) {
          case "event" -> name = value;
          case "id" -> id = value;
          case "data" -> data += value;
          default -> {}
        }
      }
      if (name.equals("entitlement")) {
        return new Event(name, id, data);
      }
    }
  }
}
