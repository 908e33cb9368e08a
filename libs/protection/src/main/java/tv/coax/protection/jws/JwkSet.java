package tv.coax.protection.jws;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.keys.PublicJwk;

/** A JWK set with the keys in it that could sign for us. */
record JwkSet(Map<String, PublicJwk> keys) {
  private static final int MAX_KEYS = 64;

  /** Longer sets are not read, in characters. */
  static final int MAX_CHARS = 65_536;

  /**
   * @throws IllegalArgumentException if it is not a JWK set, has more than 64 keys, or one id twice
   */
  static JwkSet parse(String json) {
    if (json.length() > MAX_CHARS) {
      throw new IllegalArgumentException("The key set is longer than 64 KiB.");
    }
    Map<String, PublicJwk> keys = new HashMap<>();
    for (Object member : members(json)) {
      if (member instanceof Map<?, ?> jwk && isOurs(jwk) && jwk.get("kid") instanceof String kid) {
        if (keys.put(kid, read(jwk)) != null) {
          throw new IllegalArgumentException("The key set names the key " + kid + " twice.");
        }
      }
    }
    return new JwkSet(Map.copyOf(keys));
  }

  Optional<PublicKey> find(String kid) {
    return Optional.ofNullable(keys.get(kid)).map(PublicJwk::key);
  }

  private static List<?> members(String json) {
    Object members;
    try {
      members = JsonUtil.parseJson(json).get("keys");
    } catch (JoseException notJson) {
      throw new IllegalArgumentException("The key set is not a JSON object.", notJson);
    }
    if (!(members instanceof List<?> list) || list.size() > MAX_KEYS) {
      throw new IllegalArgumentException("The key set has no list of at most 64 keys.");
    }
    return list;
  }

  private static boolean isOurs(Map<?, ?> jwk) {
    return "EC".equals(jwk.get("kty"))
        && "P-256".equals(jwk.get("crv"))
        && isAbsentOr("sig", jwk.get("use"))
        && isAbsentOr("ES256", jwk.get("alg"));
  }

  private static boolean isAbsentOr(String expected, @Nullable Object value) {
    return value == null || expected.equals(value);
  }

  private static PublicJwk read(Map<?, ?> jwk) {
    Map<String, Object> members = new HashMap<>();
    jwk.forEach((name, value) -> members.put(String.valueOf(name), value));
    return PublicJwk.of(members);
  }
}
