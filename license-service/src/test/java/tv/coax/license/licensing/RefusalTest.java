package tv.coax.license.licensing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.CatalogResource;
import tv.coax.license.LicenseServiceTest;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.SigningKey;
import tv.coax.testing.OidcResource;

@LicenseServiceTest
class RefusalTest {
  @TestHTTPResource(management = true)
  URI inside;

  private Entitlements bought;

  @BeforeEach
  void anAccountMayHaveATitleOnItsBox() {
    bought = new Entitlements();
  }

  @Test
  void anExpiredToken() {
    String token = bought.issuedAt(Instant.now().minus(6, ChronoUnit.MINUTES)).signed();

    refused(Api.license(token, bought.box), "token-expired");
  }

  @Test
  void aTokenForAnotherAudience() {
    String token = changed(claims -> claims.put("aud", "tracker"));

    refused(Api.license(token, bought.box), "token-audience");
  }

  @Test
  void aTokenUsedTwice() {
    String token = bought.signed();
    Api.license(token, bought.box).then().statusCode(201);

    refused(Api.license(token, bought.box), "token-used");
  }

  @Test
  void aTokenForAnotherDevice() {
    DeviceKey thief = Api.newKey();
    Api.register(bought.account, thief, "Second").then().statusCode(201);

    refused(Api.license(bought.signed(), thief), "other-device");
  }

  @Test
  void aDeviceThatIsNotRegisteredToTheAccount() {
    DeviceKey stranger = Api.newKey();
    String token = bought.tokenFor(stranger.thumbprint()).sign(CatalogResource.key());
    refused(Api.license(token, stranger), "device-unknown");

    DeviceKey elsewhere = Api.newKey();
    Api.register("account-" + UUID.randomUUID(), elsewhere, "Box").then().statusCode(201);
    token = bought.tokenFor(elsewhere.thumbprint()).sign(CatalogResource.key());
    refused(Api.license(token, elsewhere), "device-unknown");
  }

  @Test
  void aDeviceThatWasRemovedFromTheAccount() {
    Api.license(bought.signed(), bought.box).then().statusCode(201);
    Api.bearer(OidcResource.token(bought.account, "subscriber"))
        .delete("/api/devices/" + bought.box.thumbprint())
        .then()
        .statusCode(204);

    refused(Api.license(bought.signed(), bought.box), "device-unknown");
  }

  @Test
  void aTokenThatTheCatalogDidNotMake() {
    String stranger = bought.token().sign(SigningKey.generate());
    String otherIssuer = changed(claims -> claims.put("iss", "seeder-service"));
    String otherKey = changed(claims -> claims.put("key_id", "another-key"));
    String otherType = CatalogResource.key().sign("coax-ticket+jwt", claims(bought.token()));

    for (String token : new String[] {stranger, otherIssuer, otherKey, otherType, "x.y.z"}) {
      refused(Api.license(token, bought.box), "token-invalid");
    }
  }

  @Test
  void aRefusalDoesNotUseTheTokenUp() {
    DeviceKey box = Api.newKey();
    String token = bought.tokenFor(box.thumbprint()).sign(CatalogResource.key());
    refused(Api.license(token, box), "device-unknown");

    Api.register(bought.account, box, "Box").then().statusCode(201);

    Api.license(token, box).then().statusCode(201);
  }

  @Test
  void aProofUsedBefore() {
    String proof = Api.proof(bought.box, "POST", "/api/licenses");
    Api.licenseWithProof(bought.signed(), proof).then().statusCode(201);

    refused(Api.licenseWithProof(bought.signed(), proof), "proof-invalid");
  }

  @Test
  void aBodyThatIsTooLongOrEmpty() {
    Api.license("x".repeat(20_000), bought.box).then().statusCode(400);
    Api.license(" ", bought.box).then().statusCode(400);
  }

  @Test
  void refusalsAreCountedByReason() {
    refused(Api.license("x.y.z", bought.box), "token-invalid");

    String metrics = given().get(inside.resolve("/q/metrics")).asString();

    assertThat(metrics)
        .containsPattern("coax_licenses_refused_total\\{reason=\"token-invalid\"} [1-9]")
        .contains("coax_licenses_issued_total{right=\"purchase\"}");
    given().get("/q/metrics").then().statusCode(404);
    given().get("/q/openapi").then().statusCode(404);
  }

  @Test
  void refusalsCarryTheCorrelationId() {
    given()
        .header("X-Correlation-Id", "purchase-4711")
        .contentType("application/json")
        .body(Map.of("entitlementToken", "x"))
        .post("/api/licenses")
        .then()
        .body("correlationId", equalTo("purchase-4711"))
        .body("detail", containsString("DPoP"));
  }

  private String changed(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = claims(bought.token());
    change.accept(claims);
    return CatalogResource.key().sign(EntitlementToken.TYPE, claims);
  }

  private static Map<String, Object> claims(EntitlementToken token) {
    var claims = new HashMap<String, Object>();
    claims.put("iss", token.issuer());
    claims.put("aud", EntitlementToken.AUDIENCE);
    claims.put("jti", token.id());
    claims.put("sub", token.accountId());
    claims.put("iat", token.issuedAt().getEpochSecond());
    claims.put("exp", token.expiresAt().getEpochSecond());
    claims.put("cnf", Map.of("jkt", token.deviceThumbprint()));
    claims.put("entitlement_id", token.entitlementId());
    claims.put("title_id", token.titleId());
    claims.put("asset_version", token.assetVersion());
    claims.put("key_id", token.keyId());
    claims.put("right", token.right().word());
    return claims;
  }

  private static void refused(Response answer, String name) {
    answer
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:coax:problem:" + name));
  }
}
