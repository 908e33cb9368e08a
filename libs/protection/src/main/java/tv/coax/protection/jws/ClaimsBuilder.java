package tv.coax.protection.jws;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects the claims of a document to be signed, in the forms {@link Claims} reads. */
public final class ClaimsBuilder {
  private final Map<String, Object> claims = new LinkedHashMap<>();

  public ClaimsBuilder issuer(String issuer, Instant issuedAt) {
    return put("iss", issuer).put("iat", issuedAt);
  }

  /** Binds the document to a device's key: {@code cnf.jkt}. */
  public ClaimsBuilder device(String thumbprint) {
    claims.put("cnf", Map.of("jkt", thumbprint));
    return this;
  }

  public ClaimsBuilder put(String name, String value) {
    claims.put(name, value);
    return this;
  }

  public ClaimsBuilder put(String name, long value) {
    claims.put(name, value);
    return this;
  }

  /** Whole seconds; a fraction is cut off. */
  public ClaimsBuilder put(String name, Instant value) {
    return put(name, value.getEpochSecond());
  }

  /** Whole seconds; a fraction is cut off. */
  public ClaimsBuilder put(String name, Duration value) {
    return put(name, value.toSeconds());
  }

  /** Leaves the claim out when there is no value. */
  public ClaimsBuilder putText(String name, Optional<String> value) {
    value.ifPresent(text -> put(name, text));
    return this;
  }

  /** Leaves the claim out when there is no value. */
  public ClaimsBuilder putInstant(String name, Optional<Instant> value) {
    value.ifPresent(instant -> put(name, instant));
    return this;
  }

  /** Leaves the claim out when there is no value. */
  public ClaimsBuilder putDuration(String name, Optional<Duration> value) {
    value.ifPresent(duration -> put(name, duration));
    return this;
  }

  public Map<String, Object> build() {
    return claims;
  }
}
