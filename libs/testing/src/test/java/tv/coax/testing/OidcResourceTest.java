package tv.coax.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OidcResourceTest {

  @Test
  void tokensLookLikeThoseOfTheRealmAndVerifyAgainstThePublishedKeys() throws Exception {
    var resource = new OidcResource();
    Map<String, String> settings = resource.start();
    try {
      var token = SignedJWT.parse(OidcResource.token("ada", "subscriber", "operator"));
      var keys = JWKSet.load(URI.create(OidcResource.issuer() + "/jwks").toURL());

      var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
      assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
      var claims = token.getJWTClaimsSet();
      assertThat(claims.getIssuer()).isEqualTo(settings.get("quarkus.oidc.auth-server-url"));
      assertThat(claims.getSubject()).isEqualTo("ada");
      assertThat(claims.getStringClaim("preferred_username")).isEqualTo("ada");
      assertThat(claims.getAudience()).containsExactly("coax");
      assertThat(claims.getJSONObjectClaim("realm_access"))
          .containsEntry("roles", List.of("subscriber", "operator"));
    } finally {
      resource.stop();
    }
  }
}
