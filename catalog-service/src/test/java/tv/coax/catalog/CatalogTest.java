package tv.coax.catalog;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import tv.coax.testing.OidcResource;
import tv.coax.testing.PostgresResource;

/** What tests of the catalog do again and again, over HTTP as its callers do. */
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = OidcResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = SeederResource.class, scope = TestResourceScope.GLOBAL)
@WithTestResource(value = KeycloakResource.class, scope = TestResourceScope.GLOBAL)
public abstract class CatalogTest {
  public static final String THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

  private static String operator;

  /** A title on sale with its two offers. */
  public record OnSale(UUID id, UUID purchase, UUID rental) {}

  /** A subscriber nobody has seen before. */
  protected static String newSubscriber() {
    return "sub-" + UUID.randomUUID();
  }

  protected static RequestSpecification as(String subject, String... roles) {
    return given().auth().oauth2(OidcResource.token(subject, roles)).contentType(ContentType.JSON);
  }

  protected static RequestSpecification asSubscriber(String subject) {
    return as(subject, "subscriber");
  }

  protected static synchronized RequestSpecification asOperator() {
    if (operator == null) {
      operator = OidcResource.token("olivia", "operator");
    }
    return given().auth().oauth2(operator).contentType(ContentType.JSON);
  }

  protected static UUID draft(String name) {
    return id(
        asOperator()
            .body(Map.of("name", name, "synopsis", "A rabbit has a day.", "year", 2008))
            .post("/api/titles"));
  }

  protected static UUID offer(UUID titleId, String right, long amountMinor) {
    return id(
        asOperator()
            .body(
                Map.of(
                    "right", right, "price", Map.of("amountMinor", amountMinor, "currency", "EUR")))
            .post("/api/titles/{id}/offers", titleId));
  }

  protected static void sealed(UUID titleId, int version) {
    as("seeder", "seeder")
        .body(
            Map.of(
                "manifest",
                SeederResource.manifest(titleId, version, titleId.hashCode() + version)
                    .sign(SeederResource.KEY)))
        .post("/api/assets")
        .then()
        .statusCode(201);
  }

  protected static OnSale onSale(String name, long purchaseMinor, long rentalMinor) {
    UUID title = draft(name);
    UUID purchase = offer(title, "purchase", purchaseMinor);
    UUID rental = offer(title, "rental", rentalMinor);
    sealed(title, 1);
    asOperator().post("/api/titles/{id}/publish", title).then().statusCode(200);
    return new OnSale(title, purchase, rental);
  }

  protected static Response order(String token, String key, UUID offerId) {
    return given()
        .auth()
        .oauth2(token)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(Map.of("offerId", offerId))
        .post("/api/orders");
  }

  protected static String subscriberToken(String subject) {
    return OidcResource.token(subject, "subscriber");
  }

  protected static UUID id(Response created) {
    return UUID.fromString(created.then().statusCode(201).extract().path("id"));
  }
}
