package tv.coax.protection.device;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
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
 * @param jti 8 to 128 visible ASCII characters, chosen by the sender
 * @param issuedAt by the sender's clock
 */
public record DeviceProof(PublicJwk publicKey, String thumbprint, String jti, Instant issuedAt) {
  static final String TYPE = "dpop+jwt";

  /** What any store can hold and compare as it is. */
  private static final Pattern JTI = Pattern.compile("[\\x21-\\x7e]{8,128}");

  /**
   * Verifies a proof whole: {@link #authentic} and {@link #requireFresh}.
   *
   * @throws InvalidDocumentException as both
   */
  public static DeviceProof verify(
      String jwt, String method, URI uri, Duration maxAge, Clock clock) {
    DeviceProof proof = authentic(jwt, method, uri);
    proof.requireFresh(maxAge, clock);
    return proof;
  }

  /**
   * Verifies form, type, signature by the key in the header, method and address, but not the age:
   * enough to tell a device with a wrong clock what time it is, and nothing else.
   *
   * @param uri as the sender addressed it; query and fragment do not matter
   * @throws InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE, WRONG_AUDIENCE (another
   *     method or address)
   */
  public static DeviceProof authentic(String jwt, String method, URI uri) {
    CompactJws jws = CompactJws.parse(jwt, TYPE);
    PublicJwk key = key(jws);
    Claims claims = jws.verify(key.key());
    String jti = claims.text("jti");
    if (!JTI.matcher(jti).matches()) {
      throw new InvalidDocumentException(
          Reason.MALFORMED, "The proof's id does not have 8 to 128 visible ASCII characters.");
    }
    if (!claims.text("htm").equals(method) || !isFor(uri, claims.text("htu"))) {
      throw new InvalidDocumentException(
          Reason.WRONG_AUDIENCE, "The proof was made for another request.");
    }
    return new DeviceProof(key, key.thumbprint(), jti, claims.instant("iat"));
  }

  /**
   * The proof is neither older than {@code maxAge} nor from the future.
   *
   * @throws InvalidDocumentException EXPIRED, NOT_YET_VALID
   */
  public void requireFresh(Duration maxAge, Clock clock) {
    Instant now = clock.instant();
    if (issuedAt.isAfter(now.plus(Claims.CLOCK_SKEW))) {
      throw new InvalidDocumentException(
          Reason.NOT_YET_VALID, "The proof was issued in the future.");
    }
    if (issuedAt.plus(maxAge).isBefore(now)) {
      throw new InvalidDocumentException(Reason.EXPIRED, "The proof is too old.");
    }
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
