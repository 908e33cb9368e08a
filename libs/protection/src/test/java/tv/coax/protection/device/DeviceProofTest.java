package tv.coax.protection.device;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.protection.Documents.NOW;
import static tv.coax.protection.Documents.assertRefused;
import static tv.coax.protection.Documents.at;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.coax.protection.jws.Hostile;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;

class DeviceProofTest {
  private static final URI LICENSES = URI.create("http://127.0.0.1:8482/api/licenses");
  private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

  private final DeviceKey device = DeviceKey.generate(at(NOW));
  private final P256KeyPair pair = KeyPairs.generate();

  @Test
  void aProofNamesItsDeviceAndIsNeverTheSame() {
    DeviceProof one = verify(device.proof("POST", LICENSES), 0);
    DeviceProof two = verify(device.proof("POST", LICENSES), 0);

    assertThat(one.thumbprint()).isEqualTo(device.thumbprint());
    assertThat(one.publicKey()).isEqualTo(device.publicJwk());
    assertThat(one.issuedAt()).isEqualTo(NOW);
    assertThat(one.jti()).isNotEqualTo(two.jti());
  }

  @ParameterizedTest
  @CsvSource({"-61,NOT_YET_VALID", "-60,", "0,", "120,", "121,EXPIRED"})
  void aProofIsGoodForTwoMinutes(long secondsLater, Reason reason) {
    String proof = device.proof("POST", LICENSES);

    if (reason == null) {
      verify(proof, secondsLater);
    } else {
      assertRefused(reason, () -> verify(proof, secondsLater));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST,http://127.0.0.1:8482/api/licenses?page=2#top",
    "POST,HTTP://127.0.0.1:8482/api/licenses"
  })
  void queryFragmentAndCaseOfTheHostDoNotMatter(String method, URI uri) {
    verify(device.proof(method, uri), 0);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,http://127.0.0.1:8482/api/licenses",
    "post,http://127.0.0.1:8482/api/licenses",
    "POST,https://127.0.0.1:8482/api/licenses",
    "POST,http://127.0.0.1/api/licenses",
    "POST,http://localhost:8482/api/licenses",
    "POST,http://127.0.0.1:8482/api/licenses/",
    "POST,http://127.0.0.1:8482/api/devices"
  })
  void aProofForAnotherRequestIsRefused(String method, URI uri) {
    assertRefused(Reason.WRONG_AUDIENCE, () -> verify(device.proof(method, uri), 0));
  }

  @Test
  void aProofByAWrongClockIsStillThatDevices() {
    String proof = DeviceKey.generate(at(Instant.EPOCH)).proof("POST", LICENSES);

    DeviceProof authentic = DeviceProof.authentic(proof, "POST", LICENSES);

    assertThat(authentic.issuedAt()).isEqualTo(Instant.EPOCH);
    assertRefused(Reason.EXPIRED, () -> authentic.requireFresh(TWO_MINUTES, at(NOW)));
    assertRefused(Reason.EXPIRED, () -> verify(proof, 0));
  }

  @Test
  void theDefaultPortIsTheSameAsNone() {
    String proof = device.proof("GET", URI.create("https://License.Example:443"));

    DeviceProof.verify(proof, "GET", URI.create("https://license.example/"), TWO_MINUTES, at(NOW));
  }

  @Test
  void aProofSignedByAnotherKeyThanItCarriesIsRefused() {
    String forged = signed(claims(Map.of()), Map.of("jwk", device.publicJwk().members()));

    assertRefused(Reason.BAD_SIGNATURE, () -> verify(forged, 0));
  }

  @Test
  void aProofWithoutKeyOrWithAPrivateOneIsRefused() {
    Map<String, Object> withPrivate = new HashMap<>(pair.publicJwk().members());
    withPrivate.put("d", "secret");

    String without = signed(claims(Map.of()), Map.of());
    String secret = signed(claims(Map.of()), Map.of("jwk", withPrivate));
    String text = signed(claims(Map.of()), Map.of("jwk", "key"));

    assertRefused(Reason.MALFORMED, () -> verify(without, 0));
    assertRefused(Reason.MALFORMED, () -> verify(secret, 0));
    assertRefused(Reason.MALFORMED, () -> verify(text, 0));
  }

  @Test
  void impossibleMembersAreMalformed() {
    Map<String, Object> hostile = new HashMap<>();
    hostile.put("jti", "short");
    hostile.put("iat", "now");
    hostile.put("htu", "not an address");
    hostile.put("htm", 7);
    hostile.forEach((name, value) -> {
      String proof = signed(claims(Map.of(name, value)), Map.of("jwk", pair.publicJwk().members()));
      assertRefused(Reason.MALFORMED, () -> verify(proof, 0));
    });
    for (String id :
        new String[] {"j".repeat(129), "01234567\0", "0123 4567", "\uD83D\uDC07".repeat(8)}) {
      String proof = signed(claims(Map.of("jti", id)), Map.of("jwk", pair.publicJwk().members()));
      assertRefused(Reason.MALFORMED, () -> verify(proof, 0));
    }
  }

  @Test
  void aDocumentOfAnotherTypeIsNoProof() {
    String jwt =
        Hostile.signed(
            pair,
            claims(Map.of()),
            jws -> {
              jws.setHeader("typ", "JWT");
              jws.setHeader("jwk", (Object) pair.publicJwk().members());
            });

    assertRefused(Reason.WRONG_TYPE, () -> verify(jwt, 0));
    assertRefused(
        Reason.MALFORMED, () -> verify(Hostile.algNone(device.proof("POST", LICENSES)), 0));
  }

  private static String claims(Map<String, ?> changes) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("jti", "0123456789");
    claims.put("htm", "POST");
    claims.put("htu", LICENSES.toString());
    claims.put("iat", NOW.getEpochSecond());
    claims.putAll(changes);
    return JsonUtil.toJson(claims);
  }

  private String signed(String claims, Map<String, ?> header) {
    return Hostile.signed(
        pair,
        claims,
        jws -> {
          jws.setHeader("typ", "dpop+jwt");
          header.forEach((name, value) -> jws.setHeader(name, (Object) value));
        });
  }

  private static DeviceProof verify(String proof, long secondsLater) {
    return DeviceProof.verify(
        proof, "POST", LICENSES, TWO_MINUTES, at(NOW.plusSeconds(secondsLater)));
  }
}
