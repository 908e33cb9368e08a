package tv.coax.protection.jws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.json.JsonUtil;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import tv.coax.protection.keys.P256KeyPair;

/** Documents as an attacker would make them. */
public final class Hostile {
  private Hostile() {}

  /** Without a signature, and saying so. */
  public static String algNone(String honest) {
    return encode("{\"alg\":\"none\",\"typ\":\"" + typ(honest) + "\"}")
        + "."
        + part(honest, 1)
        + ".";
  }

  /** As above, with something where the signature would be. */
  public static String algNoneWithSignature(String honest) {
    return algNone(honest) + part(honest, 2);
  }

  /** HMAC under the published public key, taken as a secret. */
  public static String hs256(String honest, byte[] publicKey) {
    String signed =
        encode(
                JsonUtil.toJson(
                    Map.of("alg", "HS256", "typ", typ(honest), "kid", header(honest).get("kid"))))
            + "."
            + part(honest, 1);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
      return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The honest signature over other claims. */
  public static String otherPayload(String honest, String payload) {
    return part(honest, 0) + "." + encode(payload) + "." + part(honest, 2);
  }

  /** A well-signed document with a payload and header of choice. */
  public static String signed(P256KeyPair pair, String payload, Consumer<JsonWebSignature> header) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("ES256");
    jws.setPayload(payload);
    header.accept(jws);
    jws.setKey(pair.privateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String payload(String compact) {
    return new String(Base64.getUrlDecoder().decode(part(compact, 1)), StandardCharsets.UTF_8);
  }

  public static Map<String, Object> header(String compact) {
    try {
      return JsonUtil.parseJson(
          new String(Base64.getUrlDecoder().decode(part(compact, 0)), StandardCharsets.UTF_8));
    } catch (JoseException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String part(String compact, int index) {
    return compact.split("\\.", -1)[index];
  }

  public static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String typ(String honest) {
    return String.valueOf(header(honest).get("typ"));
  }
}
