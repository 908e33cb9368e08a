package tv.coax.protection.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import org.jose4j.jwk.JsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicJwkTest {
  /** The key of RFC 7517, appendix A.1. */
  private static final String EXAMPLE =
      """
      {"kty":"EC","crv":"P-256",
       "x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
       "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
       "use":"enc","kid":"1"}
      """;

  @Test
  void readsTheStandardsExampleAndComputesItsThumbprint() throws Exception {
    PublicJwk jwk = PublicJwk.parse(EXAMPLE);

    assertThat(jwk.thumbprint())
        .isEqualTo(
            JsonWebKey.Factory.newJwk(EXAMPLE).calculateBase64urlEncodedThumbprint("SHA-256"))
        .hasSize(43);
    assertThat(PublicJwk.parse(jwk.toJson())).isEqualTo(jwk);
    assertThat(PublicJwk.of(jwk.key())).isEqualTo(jwk);
  }

  @Test
  void coordinatesKeepTheirLeadingZeros() {
    for (int i = 0; i < 2000; i++) {
      PublicJwk jwk = KeyPairs.generate().publicJwk();

      assertThat(PublicJwk.parse(jwk.toJson())).isEqualTo(jwk);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"kty\":\"RSA\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-384\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!\",\"y\":1}"
      })
  void whatIsNoPublicP256KeyIsRefusedWithASentence(String json) {
    assertThatThrownBy(() -> PublicJwk.parse(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pointsOffTheCurveAndPrivateKeysAreRefused() {
    String off = EXAMPLE.replace("\"4Etl6", "\"5Etl6");
    String infinity =
        EXAMPLE.replaceAll("\"(x|y)\":\"[^\"]+\"", "\"$1\":\"" + "A".repeat(43) + "\"");

    assertThatThrownBy(() -> PublicJwk.parse(off))
        .hasMessage("The key is not a point of the curve P-256.");
    assertThatThrownBy(() -> PublicJwk.parse(infinity))
        .hasMessage("The key is not a point of the curve P-256.");
    assertThatThrownBy(() -> PublicJwk.parse(EXAMPLE.replace("\"kid\"", "\"d\":\"AA\",\"kid\"")))
        .hasMessage("The key is a private one; only its public half is asked.");
    assertThatThrownBy(() -> PublicJwk.parse(" ".repeat(5000)))
        .hasMessage("The key is longer than 4096 characters.");
  }

  @Test
  void keysOfOtherCurvesAreRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    ECPublicKey other = (ECPublicKey) generator.generateKeyPair().getPublic();

    assertThatThrownBy(() -> PublicJwk.of(other)).hasMessage("The key is not on the curve P-256.");
  }
}
