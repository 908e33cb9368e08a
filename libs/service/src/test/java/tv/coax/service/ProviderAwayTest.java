package tv.coax.service;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The service while the identity provider is away. */
@QuarkusTest
@TestProfile(ProviderAwayTest.NobodyThere.class)
class ProviderAwayTest {
  private static final String NOWHERE = "http://127.0.0.1:1/realms/coax";

  public static class NobodyThere implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.oidc.auth-server-url",
          NOWHERE,
          "quarkus.oidc.pages.auth-server-url",
          NOWHERE,
          "quarkus.oidc.pages.application-type",
          "web-app",
          "quarkus.oidc.pages.tenant-paths",
          "/sample/console",
          "quarkus.oidc.pages.client-id",
          "pages",
          "quarkus.oidc.pages.credentials.secret",
          "a-secret-of-at-least-32-characters");
    }
  }

  @Test
  void aTokenNobodyCanCheckIsNotCalledInvalid() {
    given()
        .header("Authorization", "Bearer " + token())
        .get("/sample/me")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "2")
        .body("type", equalTo("urn:coax:problem:unavailable"))
        .body("detail", containsString("identity provider cannot be reached"));
  }

  @Test
  void aPageThatNeedsALoginSaysThatNobodyCanLogIn() {
    given()
        .redirects()
        .follow(false)
        .get("/sample/console")
        .then()
        .statusCode(503)
        .body("detail", containsString("identity provider cannot be reached"));
  }

  @Test
  void whatIsForEverybodyIsAnswered() {
    given().get("/sample/correlation").then().statusCode(200);
  }

  private static String token() {
    String part =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"ES256\",\"kid\":\"k\"}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return part + "." + part + "." + part;
  }
}
