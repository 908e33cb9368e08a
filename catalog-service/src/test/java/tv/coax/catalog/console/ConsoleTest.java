package tv.coax.catalog.console;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;

@QuarkusTest
class ConsoleTest extends CatalogTest {

  @Test
  @TestSecurity(user = "olivia", roles = "operator")
  void aTitleIsMadePricedAndPublished() {
    String page =
        form()
            .formParam("name", "From the console")
            .formParam("year", "2008")
            .post("/console/titles")
            .then()
            .statusCode(303)
            .extract()
            .header("Location");
    UUID title = UUID.fromString(page.substring(page.lastIndexOf('/') + 1));
    form()
        .formParam("right", "rental")
        .formParam("price", "3.99")
        .formParam("playbackHours", "24")
        .post("/console/titles/{id}/offers", title)
        .then()
        .statusCode(303);

    form()
        .post("/console/titles/{id}/publish", title)
        .then()
        .statusCode(409)
        .body(containsString("id=\"refusal\""));
    sealed(title, 1);
    form()
        .header("HX-Request", "true")
        .post("/console/titles/{id}/publish", title)
        .then()
        .statusCode(200)
        .body(startsWith("<tr"))
        .body(containsString("data-state=\"published\""));

    given()
        .get("/console")
        .then()
        .statusCode(200)
        .body(containsString("id=\"console-titles\""))
        .body(containsString("From the console"))
        .body(containsString("rental €3.99"));
    given().get("/titles/{id}", title).then().body(containsString("24 hours to watch"));
  }

  @Test
  @TestSecurity(user = "olivia", roles = "operator")
  void aNewVersionIsSeenToWaitAndPublishedByAButton() {
    OnSale film = onSale("Seen waiting", 499, 199);
    sealed(film.id(), 2);

    given()
        .get("/console/titles/{id}", film.id())
        .then()
        .body(containsString("v2 waiting to be published"))
        .body(containsString("data-action=\"publish\""));
    given().get("/console").then().body(containsString("v2 waiting to be published"));
    form()
        .header("HX-Request", "true")
        .post("/console/titles/{id}/publish", film.id())
        .then()
        .statusCode(200)
        .body(not(containsString("waiting to be published")))
        .body(containsString("data-action=\"unpublish\""));
  }

  @Test
  @TestSecurity(user = "olivia", roles = "operator")
  void whatIsTypedWrongIsExplained() {
    UUID title = draft("Typed");

    form()
        .formParam("right", "rental")
        .formParam("price", "much")
        .post("/console/titles/{id}/offers", title)
        .then()
        .statusCode(400)
        .body(containsString("A price is an amount such as 4.99."));
  }

  @Test
  @TestSecurity(user = "olivia", roles = "operator")
  void theBookIsShown() {
    given()
        .get("/console/ledger")
        .then()
        .statusCode(200)
        .body(containsString("id=\"balanced\""))
        .body(not(containsString("does not balance")));
  }

  @Test
  @TestSecurity(user = "ada", roles = "subscriber")
  void subscribersHaveNoBusinessHere() {
    given()
        .accept("text/html")
        .get("/console")
        .then()
        .statusCode(403)
        .contentType(startsWith("text/html"));
    given().accept("text/html").get("/console/subscribers").then().statusCode(403);
  }

  private static RequestSpecification form() {
    return given()
        .redirects()
        .follow(false)
        .accept("text/html")
        .header("Sec-Fetch-Site", "same-origin")
        .contentType("application/x-www-form-urlencoded");
  }
}
