package tv.coax.protection.device;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.CompactJws;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.PublicJwk;

/**
 * A verified proof that whoever sent a request holds a device's key, in the form of DPoP (RFC
 * 9449). That it is used once only is for the caller to hold, by {@link #jti}, for as long as the
 * proof may be old.
 *
 * @param publicKey the key that signed
 * @param thumbprint its RFC 7638 thumbprint
 * @param jti 8 to 128 characters, chosen by the sender
 * @param issuedAt by the sender's clock, which was at most a minute ahead of ours
 */
public record DeviceProof(PublicJwk publicKey, String thumbprint, String jti, Instant issuedAt) {
  static final String TYPE = "dpop+jwt";

  /**
   * Verifies form, type, signature by the key in the header, method, address and age.
   *
   * @param uri as the sender addressed it; query and fragment do not matter
   * @throws InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE, WRONG_AUDIENCE (another
   *     method or address), EXPIRED (older than {@code maxAge}), NOT_YET_VALID
   */
  public static DeviceProof verify(
      String jwt, String method, URI uri, Duration maxAge, Clock clock) {
    CompactJws jws = CompactJws.parse(jwt, TYPE);
    PublicJwk key = key(jws);
    Claims claims = jws.verify(key.key());
    String jti = claims.text("jti");
    if (jti.length() < 8 || jti.length() > 128) {
      throw new InvalidDocumentException(
          Reason.MALFORMED, "The proof's id does not have 8 to 128 characters.");
    }
    if (!claims.text("htm").equals(method) || !isFor(uri, claims.text("htu"))) {
      throw new InvalidDocumentException(
          Reason.WRONG_AUDIENCE, "The proof was made for another request.");
    }
    Instant now = clock.instant();
    Instant issuedAt = claims.issuedBefore(now).instant("iat");
    if (issuedAt.plus(maxAge).isBefore(now)) {
      throw new InvalidDocumentException(Reason.EXPIRED, "The proof is too old.");
    }
    return new DeviceProof(key, key.thumbprint(), jti, issuedAt);
  }

  private static PublicJwk key(CompactJws jws) {
    if (!(jws.header("jwk") instanceof Map<?, ?> jwk)) {
      throw new InvalidDocumentException(
          Reason.MALFORMED, "The proof does not carry the key that signed it.");
    }
    Map<String, Object> members = new HashMap<>();
    jwk.forEach((name, value) -> members.put(String.valueOf(name), value));
    return Claims.read(() -> PublicJwk.of(members));
  }

  private static boolean isFor(URI uri, String htu) {
    String named = Claims.read(() -> RequestUri.normal(htu));
    return RequestUri.normal(uri).equals(named);
  }
}
