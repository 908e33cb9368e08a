package tv.coax.agent.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import tv.coax.agent.remote.RemoteException;

/**
 * The answer of the device authorization endpoint (RFC 8628, section 3.2). Kept on disk while the
 * pairing runs, so that a restarted box goes on with the code that is on somebody's telephone.
 */
record DeviceCode(
    String deviceCode,
    String userCode,
    String verificationUri,
    String verificationUriComplete,
    Instant expiresAt,
    long intervalSeconds) {

  private static final Duration LONGEST = Duration.ofHours(1);

  static DeviceCode of(JsonNode answer, Instant now) throws RemoteException {
    String deviceCode = answer.path("device_code").asText();
    String userCode = answer.path("user_code").asText();
    String uri = answer.path("verification_uri").asText();
    if (deviceCode.isBlank() || userCode.isBlank() || uri.isBlank() || userCode.length() > 64) {
      throw RemoteException.unexpected("The login gave no code to pair with.", null);
    }
    return new DeviceCode(
        deviceCode,
        userCode,
        uri,
        answer.path("verification_uri_complete").asText(uri),
        now.plusSeconds(Math.clamp(answer.path("expires_in").asLong(600), 1, LONGEST.toSeconds())),
        Math.clamp(answer.path("interval").asLong(5), 1, 60));
  }

  /** The same code, polled five seconds slower (section 3.5, slow_down). */
  DeviceCode slower() {
    return new DeviceCode(
        deviceCode,
        userCode,
        verificationUri,
        verificationUriComplete,
        expiresAt,
        intervalSeconds + 5);
  }

  @Override
  public String toString() {
    return "DeviceCode[" + userCode + " until " + expiresAt + "]";
  }
}
