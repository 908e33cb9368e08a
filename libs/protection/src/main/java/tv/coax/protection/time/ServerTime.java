package tv.coax.protection.time;

import java.time.Instant;
import tv.coax.protection.jws.Checks;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.ClaimsBuilder;
import tv.coax.protection.jws.CompactJws;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;

/**
 * The license service's time, signed in answer to one proof of possession. It names that proof, so
 * an answer that was kept says nothing later, and a device without a clock can believe it.
 *
 * @param deviceThumbprint the device that asked ({@code cnf.jkt}, RFC 7638)
 * @param proofId the {@code jti} of the proof it sent ({@code nonce})
 * @param now whole seconds ({@code iat})
 */
public record ServerTime(String issuer, String deviceThumbprint, String proofId, Instant now) {
  /** The {@code typ} of a server's time. */
  public static final String TYPE = "coax-time+jwt";

  /** The header of an answer that carries it. */
  public static final String HEADER = "Coax-Time";

  /**
   * Holds the values to their forms.
   *
   * @throws IllegalArgumentException with a sentence if a value is impossible
   */
  public ServerTime {
    Checks.text("issuer", issuer);
    Checks.thumbprint(deviceThumbprint);
    Checks.text("proof id", proofId);
    now = Checks.seconds(now);
  }

  public String sign(SigningKey key) {
    return key.sign(
        TYPE,
        new ClaimsBuilder()
            .issuer(issuer, now)
            .device(deviceThumbprint)
            .put("nonce", proofId)
            .build());
  }

  /**
   * Verifies type, signature and issuer, and that it answers this proof.
   *
   * @param proof the proof that the device itself made and sent
   * @throws InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE, WRONG_ISSUER;
   *     WRONG_DEVICE if it answers another proof
   * @throws tv.coax.protection.jws.KeysUnavailableException if the issuer's keys cannot be had
   */
  public static ServerTime verify(String jws, IssuerKeys keys, String issuer, String proof) {
    Claims claims = Claims.verified(jws, TYPE, keys).issuedBy(issuer);
    ServerTime time =
        Claims.read(() ->
            new ServerTime(
                issuer, claims.deviceThumbprint(), claims.text("nonce"), claims.instant("iat")));
    if (!time.proofId.equals(CompactJws.idOfOwn(proof))) {
      throw new InvalidDocumentException(
          Reason.WRONG_DEVICE, "The server's time answers another request.");
    }
    return time;
  }
}
