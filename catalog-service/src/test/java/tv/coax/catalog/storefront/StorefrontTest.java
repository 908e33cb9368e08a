package tv.coax.catalog.storefront;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;
import tv.coax.testing.OidcResource;

@QuarkusTest
class StorefrontTest extends CatalogTest {
  @Inject AgroalDataSource database;

  @Test
  void anyoneMayBrowse() {
    OnSale film = onSale("A Film & <Its> \"Shadow\"", 499, 199);

    given()
        .get("/")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/html"))
        .body(containsString("data-title-id=\"" + film.id() + "\""))
        .body(containsString("A Film &amp; &lt;Its&gt;"))
        .body(not(containsString("<Its>")));
    given()
        .get("/titles/{id}", film.id())
        .then()
        .statusCode(200)
        .header("Content-Security-Policy", containsString("default-src 'none'"))
        .body(containsString("€4.99"))
        .body(containsString("/login?to=/titles/" + film.id()));
    given().get("/posters/{id}.svg", film.id()).then().statusCode(200).contentType("image/svg+xml");
  }

  @Test
  void theListIsSearched() {
    onSale("Needle in a haystack", 499, 199);

    given().get("/?q=NEEDLE").then().body(containsString("Needle in a haystack"));
    given()
        .get("/?q=zzzz<script>")
        .then()
        .body(containsString("No title matches"))
        .body(not(containsString("<script>\"")))
        .body(not(containsString("zzzz<script>")));
  }

  @Test
  void anUnknownTitleIsAPageThatSaysSo() {
    given()
        .accept("text/html")
        .get("/titles/{id}", UUID.randomUUID())
        .then()
        .statusCode(404)
        .contentType(startsWith("text/html"))
        .body(containsString("Unknown title"));
  }

  @Test
  void theAccountAsksForALogin() {
    given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .get("/account")
        .then()
        .statusCode(302)
        .header("Location", startsWith(OidcResource.issuer() + "/authorize"));
  }

  @Test
  @TestSecurity(user = "double-clicker", roles = "subscriber")
  void aDoubleClickChargesOnce() {
    OnSale film = onSale("Double", 499, 199);
    String page = given().get("/titles/{id}", film.id()).asString();
    String key = field(page, film.rental(), "idempotencyKey");

    Response first = buy(film, film.rental(), key);
    Response second = buy(film, film.rental(), key);

    first.then().statusCode(303).header("Location", containsString("/orders/"));
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    given()
        .get(first.header("Location"))
        .then()
        .statusCode(200)
        .body(containsString("id=\"order-confirmation\""))
        .body(containsString("€1.99"));
    String account = given().get("/account").then().statusCode(200).extract().asString();
    assertThat(account).contains("data-minor=\"199\"").containsOnlyOnce("data-transfer-id");
  }

  @Test
  @TestSecurity(user = "owner", roles = "subscriber")
  void whoOwnsATitleIsOfferedNoSecondPurchase() {
    OnSale film = onSale("Owned", 499, 199);
    buy(film, film.purchase(), "k1").then().statusCode(303);

    given()
        .get("/titles/{id}", film.id())
        .then()
        .body(containsString("This title is yours"))
        .body(not(containsString("id=\"buy-purchase\"")));
    buy(film, film.purchase(), "k2")
        .then()
        .statusCode(409)
        .body(containsString("id=\"order-refusal\""));
  }

  @Test
  @TestSecurity(user = "collector", roles = "subscriber")
  void whoOwnsVeryManyTitlesIsOfferedNoneOfThemAgain() throws SQLException {
    OnSale rented = onSale("Rented again and again", 499, 199);
    buy(rented, rented.rental(), "k0").then().statusCode(303);
    holdManyRentals("collector", rented.id(), 1100);
    OnSale film = onSale("Bought last", 499, 199);
    buy(film, film.purchase(), "k1").then().statusCode(303);

    given()
        .get("/titles/{id}", film.id())
        .then()
        .body(containsString("This title is yours"))
        .body(not(containsString("id=\"buy-purchase\"")));
    given().get("/account").then().body(containsString("Bought last"));
  }

  /** What took a household years, in one statement. */
  private void holdManyRentals(String account, UUID titleId, int count) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          with ordered as (
            insert into purchase_order select gen_random_uuid(), o.account_id, 'many-' || n,
              o.request_hash, o.offer_id, o.title_id, o.kind, o.amount_minor, o.currency, 'many-' || n, now()
              from purchase_order o, generate_series(2, %3$d) n
              where o.account_id = '%1$s' and o.title_id = '%2$s' returning *),
          counted as (update account set entitlement_seq = %3$d where id = '%1$s')
          insert into entitlement select gen_random_uuid(), account_id,
            split_part(idempotency_key, '-', 2)::bigint, id, title_id, 1, kind, now(), 172800, null,
            'active', correlation_id, now() from ordered\
          """
              .formatted(account, titleId, count));
    }
  }

  @Test
  @TestSecurity(user = "spender", roles = "subscriber")
  void anOrderOverTheLimitIsExplainedOnThePage() {
    OnSale film = onSale("Dear", 20000, 199);

    buy(film, film.purchase(), "k")
        .then()
        .statusCode(402)
        .body(containsString("above its limit of €100.00"));
  }

  @Test
  @TestSecurity(user = "victim", roles = "subscriber")
  void aFormOfAnotherSiteBuysNothing() {
    OnSale film = onSale("Forged", 499, 199);

    given()
        .header("Sec-Fetch-Site", "cross-site")
        .header("Origin", "https://evil.example")
        .formParam("offerId", film.purchase())
        .formParam("idempotencyKey", "k")
        .post("/titles/{id}/buy", film.id())
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:coax:problem:foreign-origin"));
    given().get("/account").then().body(containsString("data-minor=\"0\""));
  }

  @Test
  @TestSecurity(user = "olivia", roles = "operator")
  void anOperatorWhoIsNoSubscriberCannotOrder() {
    OnSale film = onSale("Not for staff", 499, 199);

    given()
        .get("/titles/{id}", film.id())
        .then()
        .body(not(containsString("id=\"buy-")))
        .body(containsString("cannot order"));
    buy(film, film.rental(), "k").then().statusCode(403);
  }

  private static Response buy(OnSale film, UUID offerId, String key) {
    return given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .header("Sec-Fetch-Site", "same-origin")
        .formParam("offerId", offerId)
        .formParam("idempotencyKey", key)
        .post("/titles/{id}/buy", film.id());
  }

  private static String field(String page, UUID offerId, String name) {
    String form = page.substring(page.indexOf(offerId.toString()));
    var matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(form);
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
