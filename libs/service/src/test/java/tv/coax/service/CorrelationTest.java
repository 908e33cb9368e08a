package tv.coax.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import tv.coax.service.correlation.Correlation;
import tv.coax.testing.OidcResource;

@QuarkusTest
@WithTestResource(OidcResource.class)
class CorrelationTest {

  @Test
  void theCallersIdIsKeptAndAnswered() {
    given()
        .header(Correlation.HEADER, "purchase-4711")
        .get("/sample/correlation")
        .then()
        .header(Correlation.HEADER, "purchase-4711")
        .body(equalTo("purchase-4711"));
  }

  @Test
  void anIdOfAnotherFormIsReplaced() {
    var answer = given().header(Correlation.HEADER, "a b\"c").get("/sample/correlation");

    assertThat(answer.asString()).isNotEqualTo("a b\"c");
    assertThat(Correlation.isValid(answer.asString())).isTrue();
    assertThat(answer.header(Correlation.HEADER)).isEqualTo(answer.asString());
  }

  @Test
  void everyRequestHasAnIdOfItsOwn() {
    String first = given().get("/sample/correlation").asString();
    String second = given().get("/sample/correlation").asString();

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void callsOfAClientCarryTheIdOnward() {
    given()
        .header(Correlation.HEADER, "purchase-4711")
        .get("/sample/onward")
        .then()
        .body(equalTo("purchase-4711"));
  }

  @Test
  void workInTheBackgroundLeavesNoIdBehind() {
    Correlation.within(
        "purchase-4711", () -> assertThat(Correlation.current()).isEqualTo("purchase-4711"));

    assertThat(Correlation.current()).isNotEqualTo("purchase-4711");
  }
}
