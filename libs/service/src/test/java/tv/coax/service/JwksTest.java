package tv.coax.service;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;
import tv.coax.testing.OidcResource;

@QuarkusTest
@WithTestResource(OidcResource.class)
class JwksTest {
  @Inject SigningKey key;

  @ConfigProperty(name = "test.url")
  URI self;

  @Test
  void whatTheServiceSignsIsVerifiedWithItsPublishedKeys() {
    String document = key.sign("coax-test+jwt", Map.of("iss", "somebody"));

    var published = IssuerKeys.http(self.resolve("/.well-known/jwks.json"));
    var claims = Claims.verified(document, "coax-test+jwt", published);

    assertThat(claims.text("iss")).isEqualTo("somebody");
  }

  @Test
  void thePrivateHalfIsNotPublished() {
    String body = given().get("/.well-known/jwks.json").then().statusCode(200).extract().asString();

    assertThat(body).contains(key.kid()).doesNotContain("\"d\"");
  }
}
