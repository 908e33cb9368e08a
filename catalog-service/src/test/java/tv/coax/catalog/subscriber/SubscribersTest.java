package tv.coax.catalog.subscriber;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.delete;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static tv.coax.catalog.KeycloakResource.KEYCLOAK;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;

@QuarkusTest
class SubscribersTest extends CatalogTest {
  private static final String ADMIN = "/admin/realms/coax";
  private static final String ADA =
      """
      {"id": "u1", "username": "ada", "firstName": "Ada", "enabled": true, "somethingNew": 1}\
      """;

  @BeforeEach
  void keycloakAnswers() {
    KEYCLOAK.resetAll();
    KEYCLOAK.stubFor(
        post(urlPathEqualTo("/realms/coax/protocol/openid-connect/token"))
            .willReturn(okJson("{\"access_token\": \"t\", \"expires_in\": 300}")));
    KEYCLOAK.stubFor(get(urlPathEqualTo(ADMIN + "/users")).willReturn(okJson("[" + ADA + "]")));
    KEYCLOAK.stubFor(get(urlPathEqualTo(ADMIN + "/users/u1")).willReturn(okJson(ADA)));
    for (String role : List.of("subscriber", "operator")) {
      KEYCLOAK.stubFor(
          get(urlPathEqualTo(ADMIN + "/roles/" + role))
              .willReturn(okJson("{\"id\": \"r\", \"name\": \"%s\"}".formatted(role))));
    }
    KEYCLOAK.stubFor(
        get(urlPathEqualTo(ADMIN + "/roles/subscriber/users")).willReturn(okJson("[" + ADA + "]")));
    KEYCLOAK.stubFor(get(urlPathEqualTo(ADMIN + "/roles/operator/users")).willReturn(okJson("[]")));
    KEYCLOAK.stubFor(
        post(urlPathEqualTo(ADMIN + "/users/u1/role-mappings/realm"))
            .willReturn(aResponse().withStatus(204)));
    KEYCLOAK.stubFor(
        delete(urlPathEqualTo(ADMIN + "/users/u1/role-mappings/realm"))
            .willReturn(aResponse().withStatus(204)));
    KEYCLOAK.stubFor(
        get(urlPathEqualTo(ADMIN + "/users/u1/role-mappings/realm"))
            .willReturn(okJson("[{\"name\": \"subscriber\"}, {\"name\": \"uma_protection\"}]")));
  }

  @Test
  void theOperatorSeesWhoMayLogInAndAsWhat() {
    asOperator()
        .get("/api/console/subscribers?search=ada")
        .then()
        .statusCode(200)
        .body("", hasSize(1))
        .body("[0].username", equalTo("ada"))
        .body("[0].roles", equalTo(List.of("subscriber")));
  }

  @Test
  void aNewSubscriberGetsAPasswordToChangeAndTheRole() {
    KEYCLOAK.stubFor(
        post(urlPathEqualTo(ADMIN + "/users"))
            .willReturn(
                aResponse()
                    .withStatus(201)
                    .withHeader("Location", KEYCLOAK.baseUrl() + ADMIN + "/users/u1")));

    asOperator()
        .body(Map.of("username", "ada", "firstName", "Ada"))
        .post("/api/console/subscribers")
        .then()
        .statusCode(201)
        .body("subscriber.id", equalTo("u1"))
        .body("temporaryPassword", matchesPattern("[A-Za-z0-9_-]{16}"));

    KEYCLOAK.verify(
        postRequestedFor(urlEqualTo(ADMIN + "/users"))
            .withRequestBody(matchingJsonPath("$.credentials[0][?(@.temporary == true)]")));
    KEYCLOAK.verify(
        postRequestedFor(urlEqualTo(ADMIN + "/users/u1/role-mappings/realm"))
            .withRequestBody(
                matchingJsonPath(
                    "$[0].name",
                    com.github.tomakehurst.wiremock.client.WireMock.equalTo("subscriber"))));
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    KEYCLOAK.stubFor(
        post(urlPathEqualTo(ADMIN + "/users")).willReturn(aResponse().withStatus(409)));

    asOperator()
        .body(Map.of("username", "ada"))
        .post("/api/console/subscribers")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:coax:problem:username-taken"));
    asOperator()
        .body(Map.of("username", "Not A Name"))
        .post("/api/console/subscribers")
        .then()
        .statusCode(400);
  }

  @Test
  void rolesAreGivenAndTaken() {
    asOperator().put("/api/console/subscribers/u1/roles/operator").then().statusCode(200);
    asOperator().delete("/api/console/subscribers/u1/roles/operator").then().statusCode(200);

    KEYCLOAK.verify(postRequestedFor(urlEqualTo(ADMIN + "/users/u1/role-mappings/realm")));
    KEYCLOAK.verify(deleteRequestedFor(urlEqualTo(ADMIN + "/users/u1/role-mappings/realm")));
  }

  @Test
  void otherRolesAreNotOursToGive() {
    asOperator()
        .put("/api/console/subscribers/u1/roles/seeder")
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-role"));
  }

  @Test
  void operatorsDoNotLockThemselvesOut() {
    asOperator()
        .delete("/api/console/subscribers/olivia/roles/operator")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:coax:problem:own-role"));
  }

  @Test
  void whoIsUnknownIsNotFoundAndAKeycloakThatFailsIsSaidSo() {
    KEYCLOAK.stubFor(
        post(urlPathMatching(ADMIN + "/users/nobody/.*")).willReturn(aResponse().withStatus(404)));
    asOperator().put("/api/console/subscribers/nobody/roles/operator").then().statusCode(404);

    KEYCLOAK.stubFor(get(urlPathEqualTo(ADMIN + "/users")).willReturn(aResponse().withStatus(500)));
    asOperator()
        .get("/api/console/subscribers")
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:coax:problem:identity-unavailable"));
  }

  @Test
  void subscribersDoNotManageSubscribers() {
    asSubscriber("ada").get("/api/console/subscribers").then().statusCode(403);
    asSubscriber("ada").put("/api/console/subscribers/u1/roles/operator").then().statusCode(403);
  }
}
