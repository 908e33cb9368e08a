package tv.coax.catalog.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;

@QuarkusTest
class OrderTest extends CatalogTest {

  @Test
  void anOrderIsChargedToTheBillAndGivesTheRight() {
    OnSale film = onSale("Big Buck Bunny", 499, 199);
    String ada = newSubscriber();

    Response placed = order(subscriberToken(ada), "first-key", film.purchase());

    placed
        .then()
        .statusCode(201)
        .body("titleId", equalTo(film.id().toString()))
        .body("right", equalTo("purchase"))
        .body("price.amountMinor", equalTo(499))
        .body("price.currency", equalTo("EUR"))
        .body("placedAt", notNullValue())
        .body("entitlementId", notNullValue());
    asSubscriber(ada)
        .get("/api/account")
        .then()
        .statusCode(200)
        .body("accountId", equalTo(ada))
        .body("balance.amountMinor", equalTo(499))
        .body("creditLimit.amountMinor", equalTo(10000));
    asSubscriber(ada).get("/api/orders").then().body("", hasSize(1));
    asSubscriber(ada)
        .get("/api/entitlements")
        .then()
        .body("", hasSize(1))
        .body("[0].id", equalTo(placed.path("entitlementId")))
        .body("[0].seq", equalTo(1))
        .body("[0].titleName", equalTo("Big Buck Bunny"))
        .body("[0].assetVersion", equalTo(1))
        .body("[0].mediaType", equalTo("video/mp4"));
  }

  @Test
  void theCorrelationIdOfThePurchaseGoesWithTheEntitlement() {
    OnSale film = onSale("Sintel", 499, 199);
    String ada = newSubscriber();

    asSubscriber(ada)
        .header("Idempotency-Key", "k")
        .header("X-Correlation-Id", "purchase-4711")
        .body(Map.of("offerId", film.rental()))
        .post("/api/orders")
        .then()
        .statusCode(201)
        .header("X-Correlation-Id", "purchase-4711");

    asSubscriber(ada)
        .get("/api/entitlements")
        .then()
        .body("[0].correlationId", equalTo("purchase-4711"))
        .body("[0].right", equalTo("rental"))
        .body("[0].startBy", notNullValue())
        .body("[0].playbackWindow", equalTo("PT48H"));
  }

  @Test
  void buyerPaysOnceWhenTheRequestIsRepeated() {
    OnSale film = onSale("Cosmos Laundromat", 499, 199);
    String ada = newSubscriber();
    String token = subscriberToken(ada);

    Response first = order(token, "same", film.rental());
    Response again = order(token, "same", film.rental());

    first.then().statusCode(201);
    again.then().statusCode(200);
    assertThat(again.body().asString()).isEqualTo(first.body().asString());
    asSubscriber(ada).get("/api/account").then().body("balance.amountMinor", equalTo(199));
  }

  @Test
  void aThousandParallelOrdersUnderOneKeyAreOneCharge() throws Exception {
    OnSale film = onSale("Tears of Steel", 499, 199);
    String ada = newSubscriber();
    String token = subscriberToken(ada);

    List<Response> answers = inParallel(1000, i -> order(token, "one-key", film.rental()));

    assertThat(answers).allMatch(answer -> answer.statusCode() / 100 == 2);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers.stream().map(answer -> answer.<String>path("id")).distinct()).hasSize(1);
    asSubscriber(ada).get("/api/account").then().body("balance.amountMinor", equalTo(199));
    asSubscriber(ada).get("/api/entitlements").then().body("", hasSize(1));
  }

  @Test
  void parallelOrdersNeverPassTheCreditLimit() throws Exception {
    OnSale film = onSale("Elephants Dream", 4999, 3000);
    String ada = newSubscriber();
    String token = subscriberToken(ada);

    List<Response> answers = inParallel(40, i -> order(token, "key-" + i, film.rental()));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(3);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 402).hasSize(37);
    asSubscriber(ada).get("/api/account").then().body("balance.amountMinor", equalTo(9000));
    asSubscriber(ada).get("/api/orders").then().body("", hasSize(3));
    asSubscriber(ada).get("/api/entitlements").then().body("seq", equalTo(List.of(1, 2, 3)));
  }

  @Test
  void anOrderOverTheCreditLimitLeavesNothingBehind() {
    OnSale film = onSale("Caminandes", 10001, 199);
    String ada = newSubscriber();

    order(subscriberToken(ada), "k", film.purchase())
        .then()
        .statusCode(402)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:coax:problem:credit-limit"));

    asSubscriber(ada).get("/api/orders").then().body("", hasSize(0));
    asSubscriber(ada).get("/api/entitlements").then().body("", hasSize(0));
  }

  @Test
  void anOrderMayUseTheCreditToTheLastCent() {
    OnSale film = onSale("Spring", 10000, 199);

    order(subscriberToken(newSubscriber()), "k", film.purchase()).then().statusCode(201);
  }

  @Test
  void aKeyCannotBeUsedForAnotherOrder() {
    OnSale film = onSale("Agent 327", 499, 199);
    String token = subscriberToken(newSubscriber());
    order(token, "k", film.rental()).then().statusCode(201);

    order(token, "k", film.purchase())
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:coax:problem:idempotency-key-reused"));
  }

  @Test
  void twoSubscribersMayHappenToUseTheSameKey() {
    OnSale film = onSale("Glass Half", 499, 199);

    order(subscriberToken(newSubscriber()), "1", film.rental()).then().statusCode(201);
    order(subscriberToken(newSubscriber()), "1", film.rental()).then().statusCode(201);
  }

  @Test
  void whoOwnsATitleIsNotChargedForItAgain() {
    OnSale film = onSale("Hero", 499, 199);
    String ada = newSubscriber();
    String token = subscriberToken(ada);
    String entitlement = order(token, "1", film.purchase()).path("entitlementId");

    order(token, "2", film.purchase())
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:coax:problem:already-owned"))
        .body("entitlementId", equalTo(entitlement));
    order(token, "3", film.rental()).then().statusCode(409);
    asSubscriber(ada).get("/api/account").then().body("balance.amountMinor", equalTo(499));
  }

  @Test
  void aRentalMayBeFollowedByAPurchase() {
    OnSale film = onSale("Charge", 499, 199);
    String token = subscriberToken(newSubscriber());

    order(token, "1", film.rental()).then().statusCode(201);
    order(token, "2", film.purchase()).then().statusCode(201);
  }

  @Test
  void entitlementsAreListedInPages() {
    OnSale film = onSale("Pages", 499, 10);
    String ada = newSubscriber();
    for (int i = 1; i <= 3; i++) {
      order(subscriberToken(ada), "key-" + i, film.rental()).then().statusCode(201);
    }

    asSubscriber(ada).get("/api/entitlements").then().body("seq", equalTo(List.of(1, 2, 3)));
    asSubscriber(ada).get("/api/entitlements?after=2").then().body("seq", equalTo(List.of(3)));
    asSubscriber(ada).get("/api/entitlements?after=3").then().body("", hasSize(0));
    asSubscriber(ada).get("/api/entitlements?after=-1").then().statusCode(400);
  }

  @Test
  void whatIsFreeMovesNoMoney() {
    UUID title = draft("Free film");
    UUID free = offer(title, "free", 0);
    sealed(title, 1);
    asOperator().post("/api/titles/{id}/publish", title).then().statusCode(200);
    String ada = newSubscriber();

    order(subscriberToken(ada), "1", free).then().statusCode(201);

    asSubscriber(ada).get("/api/account").then().body("balance.amountMinor", equalTo(0));
  }

  @Test
  void unknownClosedAndUnpublishedAreNotFound() {
    OnSale film = onSale("Nightwatch", 499, 199);
    String token = subscriberToken(newSubscriber());
    UUID closed =
        id(
            asOperator()
                .body(
                    Map.of(
                        "right", "rental",
                        "price", Map.of("amountMinor", 100, "currency", "EUR"),
                        "closesAt", "2020-01-01T00:00:00Z"))
                .post("/api/titles/{id}/offers", film.id()));

    order(token, "1", UUID.randomUUID()).then().statusCode(404);
    order(token, "2", closed).then().statusCode(404);
    asOperator().post("/api/titles/{id}/unpublish", film.id()).then().statusCode(200);
    order(token, "3", film.rental())
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-title"));
  }

  @Test
  void anOrderNeedsAKeyASubscriberAndABody() {
    OnSale film = onSale("Wing It", 499, 199);
    var body = Map.of("offerId", film.rental());

    asSubscriber(newSubscriber())
        .body(body)
        .post("/api/orders")
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:coax:problem:idempotency-key-missing"));
    asSubscriber(newSubscriber())
        .header("Idempotency-Key", "x".repeat(129))
        .body(body)
        .post("/api/orders")
        .then()
        .statusCode(400);
    asSubscriber(newSubscriber())
        .header("Idempotency-Key", "x")
        .body(Map.of())
        .post("/api/orders")
        .then()
        .statusCode(400);
    asOperator()
        .header("Idempotency-Key", "x")
        .body(body)
        .post("/api/orders")
        .then()
        .statusCode(403);
    io.restassured.RestAssured.given()
        .contentType("application/json")
        .header("Idempotency-Key", "x")
        .body(body)
        .post("/api/orders")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  private static List<Response> inParallel(int times, java.util.function.IntFunction<Response> call)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(64)) {
      List<Callable<Response>> calls = new ArrayList<>();
      IntStream.range(0, times).forEach(i -> calls.add(() -> call.apply(i)));
      List<Response> answers = new ArrayList<>();
      for (Future<Response> answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
