package tv.coax.protection.keys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * A public key on the curve P-256, in the form of RFC 7517. Nothing else passes: another curve, a
 * point off the curve, coordinates of another length and private members are all refused.
 */
public final class PublicJwk {
  private static final int COORDINATE_BYTES = 32;
  private static final int MAX_JSON_CHARS = 4096;

  private final ECPublicKey key;
  private final String x;
  private final String y;

  private PublicJwk(ECPublicKey key) {
    this.key = key;
    this.x = coordinate(key.getW().getAffineX());
    this.y = coordinate(key.getW().getAffineY());
  }

  /**
   * Takes a key over from the JDK.
   *
   * @throws IllegalArgumentException if the key is not on P-256
   */
  public static PublicJwk of(ECPublicKey key) {
    if (!key.getParams().getCurve().equals(EllipticCurves.P256.getCurve())) {
      throw new IllegalArgumentException("The key is not on the curve P-256.");
    }
    return ofPoint(key.getW());
  }

  /**
   * Reads a JWK. Members this does not know are ignored, as RFC 7517 asks.
   *
   * @throws IllegalArgumentException with a sentence if it is not a public P-256 key
   */
  public static PublicJwk parse(String json) {
    if (json.length() > MAX_JSON_CHARS) {
      throw new IllegalArgumentException("The key is longer than 4096 characters.");
    }
    try {
      return of(JsonUtil.parseJson(json));
    } catch (JoseException notJson) {
      throw new IllegalArgumentException("The key is not a JSON object.", notJson);
    }
  }

  /**
   * Reads a JWK already parsed from JSON.
   *
   * @throws IllegalArgumentException with a sentence if it is not a public P-256 key
   */
  public static PublicJwk of(Map<String, ?> members) {
    if (!"EC".equals(members.get("kty")) || !"P-256".equals(members.get("crv"))) {
      throw new IllegalArgumentException("The key is not an EC key on the curve P-256.");
    }
    if (members.containsKey("d")) {
      throw new IllegalArgumentException(
          "The key is a private one; only its public half is asked.");
    }
    return ofPoint(
        new ECPoint(coordinate("x", members.get("x")), coordinate("y", members.get("y"))));
  }

  public ECPublicKey key() {
    return key;
  }

  /** The JWK thumbprint of RFC 7638: SHA-256, base64url without padding, 43 characters. */
  public String thumbprint() {
    try {
      return encode(
          MessageDigest.getInstance("SHA-256")
              .digest(JsonUtil.toJson(members()).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("This Java has no SHA-256.", unavailable);
    }
  }

  /** The required members, {@code crv}, {@code kty}, {@code x} and {@code y}, in this order. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("crv", "P-256");
    members.put("kty", "EC");
    members.put("x", x);
    members.put("y", y);
    return Collections.unmodifiableMap(members);
  }

  public String toJson() {
    return JsonUtil.toJson(members());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicJwk that && x.equals(that.x) && y.equals(that.y);
  }

  @Override
  public int hashCode() {
    return x.hashCode();
  }

  @Override
  public String toString() {
    return "PublicJwk[" + thumbprint() + "]";
  }

  private static PublicJwk ofPoint(ECPoint point) {
    if (!isOnCurve(point)) {
      throw new IllegalArgumentException("The key is not a point of the curve P-256.");
    }
    try {
      return new PublicJwk(
          (ECPublicKey)
              KeyFactory.getInstance("EC")
                  .generatePublic(new ECPublicKeySpec(point, EllipticCurves.P256)));
    } catch (GeneralSecurityException refused) {
      throw new IllegalArgumentException("The key is not a point of the curve P-256.", refused);
    }
  }

  /** SP 800-56A, 5.6.2.3.4: P-256 has cofactor 1, so a point on the curve is a valid key. */
  private static boolean isOnCurve(ECPoint point) {
    ECParameterSpec curve = EllipticCurves.P256;
    BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
    BigInteger x = point.getAffineX();
    BigInteger y = point.getAffineY();
    if (x == null || y == null || x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
      return false;
    }
    BigInteger right =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return y.pow(2).mod(p).equals(right);
  }

  private static BigInteger coordinate(String name, @Nullable Object value) {
    if (value instanceof String text && text.length() == 43) {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (bytes.length == COORDINATE_BYTES) {
        return new BigInteger(1, bytes);
      }
    }
    throw new IllegalArgumentException(
        "The key's member " + name + " is not 32 bytes in base64url.");
  }

  private static String coordinate(BigInteger value) {
    byte[] bytes = new byte[COORDINATE_BYTES];
    byte[] minimal = value.toByteArray();
    int length = Math.min(minimal.length, COORDINATE_BYTES);
    System.arraycopy(minimal, minimal.length - length, bytes, COORDINATE_BYTES - length, length);
    return encode(bytes);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
