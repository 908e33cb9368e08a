package tv.coax.protection.time;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.coax.protection.Documents.NOW;
import static tv.coax.protection.Documents.assertRefused;
import static tv.coax.protection.Documents.at;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.jws.SigningKey;

class ServerTimeTest {
  private static final URI LICENSES = URI.create("http://127.0.0.1:8482/api/licenses");

  private final SigningKey key = SigningKey.generate();
  private final DeviceKey device = DeviceKey.generate(at(NOW));

  @Test
  void theTimeAnswersOneProofOnly() {
    String proof = device.proof("POST", LICENSES);
    String answer = answerTo(proof);

    assertThat(ServerTime.verify(answer, key.asIssuerKeys(), "license-service", proof).now())
        .isEqualTo(NOW.plusSeconds(1));
    assertRefused(
        Reason.WRONG_DEVICE,
        () ->
            ServerTime.verify(
                answer, key.asIssuerKeys(), "license-service", device.proof("POST", LICENSES)));
  }

  @Test
  void aTimeSignedBySomebodyElseIsRefused() {
    String proof = device.proof("POST", LICENSES);
    String answer = answerTo(proof);

    assertRefused(
        Reason.BAD_SIGNATURE,
        () ->
            ServerTime.verify(
                answer, SigningKey.generate().asIssuerKeys(), "license-service", proof));
    assertRefused(
        Reason.WRONG_ISSUER,
        () -> ServerTime.verify(answer, key.asIssuerKeys(), "catalog-service", proof));
  }

  private String answerTo(String proof) {
    DeviceProof verified =
        DeviceProof.verify(proof, "POST", LICENSES, Duration.ofMinutes(2), at(NOW));
    return new ServerTime(
            "license-service", verified.thumbprint(), verified.jti(), NOW.plusSeconds(1))
        .sign(key);
  }
}
