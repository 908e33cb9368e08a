package tv.coax.protection.jws;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tv.coax.protection.jws.InvalidDocumentException.Reason;

/**
 * The claims of a document whose signature was verified, read by name and type. Whatever is missing
 * or of another type is {@link Reason#MALFORMED}. Times are whole seconds since the epoch (RFC
 * 7519, NumericDate), durations whole seconds.
 */
public final class Claims {
  /** How far an issuer's clock may run ahead of ours. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

  private static final long MAX_SECONDS = 253_402_300_799L;

  private final Map<String, Object> claims;

  Claims(Map<String, Object> claims) {
    this.claims = claims;
  }

  /**
   * Verifies a document's form, type and signature.
   *
   * @throws InvalidDocumentException MALFORMED, WRONG_TYPE, BAD_SIGNATURE
   * @throws KeysUnavailableException if the issuer's keys cannot be had
   */
  public static Claims verified(String compact, String typ, IssuerKeys keys) {
    CompactJws jws = CompactJws.parse(compact, typ);
    if (!(jws.header("kid") instanceof String kid)) {
      throw new InvalidDocumentException(
          Reason.BAD_SIGNATURE, "The document does not name the key that signed it.");
    }
    return jws.verify(
        keys.find(kid)
            .orElseThrow(() ->
                new InvalidDocumentException(
                    Reason.BAD_SIGNATURE, "The document's key is none of its issuer's.")));
  }

  /**
   * The document says that this party issued it.
   *
   * @throws InvalidDocumentException WRONG_ISSUER
   */
  public Claims issuedBy(String issuer) {
    if (!text("iss").equals(issuer)) {
      throw new InvalidDocumentException(
          Reason.WRONG_ISSUER, "The document was not issued by " + issuer + ".");
    }
    return this;
  }

  /**
   * The document has this one audience, given as text or as a list of one (RFC 7519, 4.1.3).
   *
   * @throws InvalidDocumentException WRONG_AUDIENCE
   */
  public Claims meantFor(String audience) {
    Object aud = claims.get("aud");
    if (!audience.equals(aud) && !List.of(audience).equals(aud)) {
      throw new InvalidDocumentException(
          Reason.WRONG_AUDIENCE, "The document is not meant for " + audience + ".");
    }
    return this;
  }

  /**
   * Its {@code exp} is still to come, its {@code iat} is not.
   *
   * @throws InvalidDocumentException EXPIRED, NOT_YET_VALID
   */
  public Claims currentAt(Clock clock) {
    Instant now = clock.instant();
    if (!now.isBefore(instant("exp"))) {
      throw new InvalidDocumentException(Reason.EXPIRED, "The document has expired.");
    }
    return issuedBefore(now);
  }

  /**
   * Its {@code iat}, and its {@code nbf} if it has one, is not in the future beyond {@link
   * #CLOCK_SKEW}.
   *
   * @throws InvalidDocumentException NOT_YET_VALID
   */
  public Claims issuedBefore(Instant now) {
    Instant latest = now.plus(CLOCK_SKEW);
    if (instant("iat").isAfter(latest)
        || optionalInstant("nbf").filter(latest::isBefore).isPresent()) {
      throw new InvalidDocumentException(
          Reason.NOT_YET_VALID, "The document was issued in the future.");
    }
    return this;
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> malformed(name));
  }

  public Optional<String> optionalText(String name) {
    return optional(name, String.class);
  }

  public long number(String name) {
    return optional(name, Long.class).orElseThrow(() -> malformed(name));
  }

  /** A number that fits an {@code int}. */
  public int count(String name) {
    long value = number(name);
    if (value != (int) value) {
      throw malformed(name);
    }
    return (int) value;
  }

  public Instant instant(String name) {
    return optionalInstant(name).orElseThrow(() -> malformed(name));
  }

  public Optional<Instant> optionalInstant(String name) {
    return optionalSeconds(name).map(Instant::ofEpochSecond);
  }

  public Optional<Duration> optionalDuration(String name) {
    return optionalSeconds(name).map(Duration::ofSeconds);
  }

  public URI uri(String name) {
    try {
      return new URI(text(name));
    } catch (URISyntaxException notOne) {
      throw malformed(name);
    }
  }

  /** The thumbprint of the device key it is bound to: {@code cnf.jkt} (RFC 9449, section 6.1). */
  public String deviceThumbprint() {
    if (claims.get("cnf") instanceof Map<?, ?> cnf && cnf.get("jkt") instanceof String thumbprint) {
      return thumbprint;
    }
    throw malformed("cnf");
  }

  /**
   * Makes the document's record; a value that the record refuses is malformed.
   *
   * @throws InvalidDocumentException MALFORMED
   */
  public static <T> T read(Supplier<T> document) {
    try {
      return document.get();
    } catch (IllegalArgumentException refused) {
      throw new InvalidDocumentException(
          Reason.MALFORMED, "The document says something impossible.", refused);
    }
  }

  private Optional<Long> optionalSeconds(String name) {
    Optional<Long> seconds = optional(name, Long.class);
    if (seconds.filter(value -> value < 0 || value > MAX_SECONDS).isPresent()) {
      throw malformed(name);
    }
    return seconds;
  }

  private <T> Optional<T> optional(String name, Class<T> type) {
    Object value = claims.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw malformed(name);
    }
    return Optional.of(type.cast(value));
  }

  private static InvalidDocumentException malformed(String name) {
    return new InvalidDocumentException(
        Reason.MALFORMED,
        "The document's member " + name + " is missing or not what it should be.");
  }
}
