package tv.coax.catalog.listing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;

@QuarkusTest
class PublishingTest extends CatalogTest {

  @Test
  void aTitleIsPublishedWhenItHasAnAssetAndAnOffer() {
    UUID title = draft("Two things");

    publish(title, 409);
    offer(title, "rental", 199);
    publish(title, 409);
    sealed(title, 1);
    publish(title, 200);

    given()
        .get("/api/titles/{id}", title)
        .then()
        .statusCode(200)
        .body("name", equalTo("Two things"))
        .body("mediaType", equalTo("video/mp4"))
        .body("offers", hasSize(1))
        .body("offers[0].startWithin", equalTo("PT720H"))
        .body("offers[0].playbackWindow", equalTo("PT48H"))
        .body("offers[0].territory", equalTo("EU"))
        .body("offers[0].opensAt", nullValue());
    given().get("/api/titles").then().body("id", hasItem(title.toString()));
  }

  @Test
  void aDraftIsSeenByTheOperatorOnly() {
    UUID title = draft("Hidden");

    given()
        .get("/api/titles/{id}", title)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-title"));
    given().get("/api/titles").then().body("id", not(hasItem(title.toString())));
    asOperator()
        .get("/api/console/titles")
        .then()
        .body("find { it.id == '%s' }.state".formatted(title), equalTo("draft"));
  }

  @Test
  void anUnpublishedTitleIsGoneFromTheShelf() {
    OnSale film = onSale("Gone", 499, 199);

    asOperator().post("/api/titles/{id}/unpublish", film.id()).then().statusCode(200);

    given().get("/api/titles/{id}", film.id()).then().statusCode(404);
  }

  @Test
  void aNewVersionOfAPublishedTitleWaitsUntilItIsPublished() {
    OnSale film = onSale("Two cuts", 499, 199);
    int firstBytes = given().get("/api/titles/{id}", film.id()).path("plainBytes");

    sealed(film.id(), 2);

    given().get("/api/titles/{id}", film.id()).then().body("plainBytes", equalTo(firstBytes));
    asOperator()
        .get("/api/console/titles/{id}", film.id())
        .then()
        .body("publishedVersion", equalTo(1))
        .body("asset.assetVersion", equalTo(2));
    publish(film.id(), 200);
    given().get("/api/titles/{id}", film.id()).then().body("plainBytes", not(equalTo(firstBytes)));
    asOperator()
        .get("/api/console/titles/{id}", film.id())
        .then()
        .body("publishedVersion", equalTo(2));
  }

  @Test
  void onlyOperatorsMakeAndPublishTitles() {
    UUID title = draft("Not yours");

    asSubscriber("ada").body(Map.of("name", "x")).post("/api/titles").then().statusCode(403);
    asSubscriber("ada").post("/api/titles/{id}/publish", title).then().statusCode(403);
    asSubscriber("ada").get("/api/console/titles").then().statusCode(403);
    given().get("/api/console/titles").then().statusCode(401);
  }

  @Test
  void anOfferThatMakesNoSenseIsRefused() {
    UUID title = draft("Offers");

    refused(title, Map.of("right", "gift", "price", price(100, "EUR")));
    refused(title, Map.of("right", "rental", "price", price(-1, "EUR")));
    refused(title, Map.of("right", "rental", "price", price(100, "SEK")));
    refused(title, Map.of("right", "rental", "price", price(100, "XQQ")));
    refused(title, Map.of("right", "free", "price", price(100, "EUR")));
    refused(title, Map.of("right", "rental"));
    refused(
        title, Map.of("right", "rental", "price", price(100, "EUR"), "playbackWindow", "PT-1H"));
    asOperator()
        .body(Map.of("right", "rental", "price", price(100, "EUR")))
        .post("/api/titles/{id}/offers", UUID.randomUUID())
        .then()
        .statusCode(404);
  }

  @Test
  void aTitleNeedsANameOfReasonableLength() {
    asOperator().body(Map.of("name", " ")).post("/api/titles").then().statusCode(400);
    asOperator().body(Map.of("name", "x".repeat(201))).post("/api/titles").then().statusCode(400);
    asOperator()
        .body("{")
        .post("/api/titles")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void tokensForOthersAreNotAccepted() {
    given()
        .auth()
        .oauth2(
            tv.coax.testing.OidcResource.tokenForAudience("somebody-else", "olivia", "operator"))
        .get("/api/console/titles")
        .then()
        .statusCode(401);
  }

  private static void publish(UUID title, int expected) {
    asOperator().post("/api/titles/{id}/publish", title).then().statusCode(expected);
  }

  private static Map<String, Object> price(long amountMinor, String currency) {
    return Map.of("amountMinor", amountMinor, "currency", currency);
  }

  private static void refused(UUID title, Map<String, ?> offer) {
    asOperator()
        .body(offer)
        .post("/api/titles/{id}/offers", title)
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }
}
