package tv.coax.protection.ticket;

import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import tv.coax.protection.jws.Checks;
import tv.coax.protection.jws.Claims;
import tv.coax.protection.jws.ClaimsBuilder;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.jws.SigningKey;

/**
 * Proof to the tracker that a device may join one swarm, for some minutes.
 *
 * @param id of this ticket ({@code jti})
 * @param infoHash the swarm: the 20 bytes used on the wire, as 40 hex digits in lower case
 * @param deviceThumbprint the device it is for ({@code cnf.jkt}, RFC 7638)
 * @param issuedAt whole seconds
 * @param expiresAt whole seconds, after {@code issuedAt}
 */
public record Ticket(
    String issuer,
    String id,
    String infoHash,
    String deviceThumbprint,
    Instant issuedAt,
    Instant expiresAt) {

  /** The {@code typ} of a ticket. */
  public static final String TYPE = "coax-ticket+jwt";

  /** The {@code aud} of every ticket. */
  public static final String AUDIENCE = "tracker";

  private static final Pattern INFO_HASH = Pattern.compile("[0-9a-f]{40}");

  /**
   * @throws IllegalArgumentException with a sentence if a value is impossible
   */
  public Ticket {
    Checks.text("issuer", issuer);
    Checks.text("id", id);
    Checks.thumbprint(deviceThumbprint);
    issuedAt = Checks.seconds(issuedAt);
    expiresAt = Checks.seconds(expiresAt);
    if (!INFO_HASH.matcher(infoHash).matches()) {
      throw new IllegalArgumentException("A ticket's info-hash is 40 hex digits in lower case.");
    }
    if (!expiresAt.isAfter(issuedAt)) {
      throw new IllegalArgumentException("A ticket expires after it was issued.");
    }
  }

  /**
   * Holds the document to one device.
   *
   * @throws tv.coax.protection.jws.InvalidDocumentException WRONG_DEVICE unless it is for that one
   */
  public void requireDevice(String thumbprint) {
    Checks.requireDevice(deviceThumbprint, thumbprint);
  }

  public String sign(SigningKey key) {
    return key.sign(
        TYPE,
        new ClaimsBuilder()
            .issuer(issuer, issuedAt)
            .put("aud", AUDIENCE)
            .put("jti", id)
            .put("exp", expiresAt)
            .device(deviceThumbprint)
            .put("info_hash", infoHash)
            .build());
  }

  /**
   * Verifies type, signature, issuer, audience and times. Whether it is for the swarm asked for is
   * the caller's to compare.
   *
   * @throws tv.coax.protection.jws.InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE,
   *     WRONG_ISSUER, WRONG_AUDIENCE, EXPIRED, NOT_YET_VALID
   * @throws tv.coax.protection.jws.KeysUnavailableException if the catalog's keys cannot be had
   */
  public static Ticket verify(String jws, IssuerKeys keys, String issuer, Clock clock) {
    Claims claims =
        Claims.verified(jws, TYPE, keys).issuedBy(issuer).meantFor(AUDIENCE).currentAt(clock);
    return Claims.read(() ->
        new Ticket(
            issuer,
            claims.text("jti"),
            claims.text("info_hash"),
            claims.deviceThumbprint(),
            claims.instant("iat"),
            claims.instant("exp")));
  }
}
