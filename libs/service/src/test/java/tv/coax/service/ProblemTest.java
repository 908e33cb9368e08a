package tv.coax.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import tv.coax.testing.OidcResource;

@QuarkusTest
@WithTestResource(OidcResource.class)
class ProblemTest {

  @Test
  void problemsCarryTypeTitleStatusDetailMembersAndCorrelation() {
    var answer = given().header("X-Correlation-Id", "purchase-4711").get("/sample/problem").then();

    problem(answer, 402, "credit-limit")
        .body("title", equalTo("Credit limit"))
        .body("detail", equalTo("The credit limit is reached."))
        .body("limitMinor", equalTo(100))
        .body("correlationId", equalTo("purchase-4711"))
        .header("X-Correlation-Id", "purchase-4711");
  }

  @Test
  void unexpectedFailuresTellNothingInternal() {
    problem(given().get("/sample/unexpected").then(), 500, "unexpected")
        .body(not(containsString("secret")))
        .body("correlationId", not(blankOrNullString()));
  }

  @Test
  void aDatabaseThatIsAwayAsksToTryAgain() {
    problem(given().get("/sample/database").then(), 503, "unavailable").header("Retry-After", "2");
  }

  @Test
  void invalidFieldsAreNamed() {
    var answer =
        given()
            .contentType("application/json")
            .body("{\"offer\":\" \",\"copies\":0}")
            .post("/sample/orders")
            .then();

    problem(answer, 400, "invalid-request")
        .body("errors[0].field", equalTo("copies"))
        .body("errors[1].field", equalTo("offer"))
        .body("detail", containsString("copies must be greater than or equal to 1"));
    problem(given().get("/sample/page?size=0").then(), 400, "invalid-request")
        .body("errors[0].field", equalTo("size"));
  }

  @Test
  void bodiesThatCannotBeReadAreRefused() {
    problem(post("{\"offer\": nonsense"), 400, "invalid-request");
    problem(post("{\"offer\": \"a\", \"copies\": \"many\"}"), 400, "invalid-request")
        .body("detail", containsString("copies"));
    problem(post("[]"), 400, "invalid-request");
    problem(
        given().contentType("text/plain").body("x").post("/sample/orders").then(),
        415,
        "unsupported-media-type");
  }

  @Test
  void unknownPathsAndMethodsAreProblemsToo() {
    problem(given().get("/nowhere").then(), 404, "not-found");
    problem(given().get("/sample/nowhere").then(), 404, "not-found");
    problem(given().delete("/sample/orders").then(), 405, "method-not-allowed");
    problem(given().get("/sample/page?size=x").then(), 404, "not-found");
  }

  @Test
  void whoIsNotSignedInGetsTheChallenge() {
    problem(given().get("/sample/me").then(), 401, "not-signed-in")
        .header("WWW-Authenticate", containsString("Bearer"));
    problem(
            given().header("Authorization", "Bearer nonsense").get("/sample/me").then(),
            401,
            "not-signed-in")
        .header("WWW-Authenticate", containsString("Bearer"));
    String foreign = OidcResource.tokenForAudience("elsewhere", "ada", "operator");
    problem(
        given().header("Authorization", "Bearer " + foreign).get("/sample/me").then(),
        401,
        "not-signed-in");
  }

  @Test
  void rolesComeFromTheRealm() {
    String ada = OidcResource.token("ada", "subscriber");
    String olivia = OidcResource.token("olivia", "operator");

    given().header("Authorization", "Bearer " + ada).get("/sample/me").then().statusCode(200);
    problem(
        given().header("Authorization", "Bearer " + ada).get("/sample/console").then(),
        403,
        "forbidden");
    given()
        .header("Authorization", "Bearer " + olivia)
        .get("/sample/console")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse post(String body) {
    return given().contentType("application/json").body(body).post("/sample/orders").then();
  }

  private static ValidatableResponse problem(ValidatableResponse answer, int status, String name) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .header("X-Correlation-Id", not(blankOrNullString()))
        .body("type", equalTo("urn:coax:problem:" + name))
        .body("status", equalTo(status));
  }
}
