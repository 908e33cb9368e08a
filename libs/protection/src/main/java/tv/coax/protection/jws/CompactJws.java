package tv.coax.protection.jws;

import java.security.PublicKey;
import java.util.Map;
import java.util.regex.Pattern;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.P256KeyPair;

/**
 * One signed document in compact form, whose header was read and whose signature is still to be
 * verified. Nothing of its payload can be had before that.
 */
public final class CompactJws {
  /** Longer documents are not read, in characters. */
  public static final int MAX_CHARS = 16_384;

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++");
  private static final AlgorithmConstraints ES256_ONLY =
      new AlgorithmConstraints(
          ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

  private final JsonWebSignature jws;

  private CompactJws(JsonWebSignature jws) {
    this.jws = jws;
  }

  /** Signs claims with ES256. */
  public static String sign(
      P256KeyPair pair, String typ, Map<String, ?> header, Map<String, ?> claims) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    jws.setHeader("typ", typ);
    header.forEach((name, value) -> jws.setHeader(name, (Object) value));
    jws.setPayload(JsonUtil.toJson(claims));
    jws.setKey(pair.privateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException unavailable) {
      throw new IllegalStateException("This Java cannot sign with ES256.", unavailable);
    }
  }

  /**
   * Reads the header and holds it to the expected type and to ES256.
   *
   * @throws InvalidDocumentException MALFORMED, WRONG_TYPE, or BAD_SIGNATURE for another algorithm
   */
  public static CompactJws parse(String compact, String typ) {
    if (compact.length() > MAX_CHARS || !FORM.matcher(compact).matches()) {
      throw malformed(null);
    }
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmConstraints(ES256_ONLY);
    try {
      jws.setCompactSerialization(compact);
    } catch (JoseException unreadable) {
      throw malformed(unreadable);
    }
    if (jws.getObjectHeader("crit") != null || jws.getObjectHeader("b64") != null) {
      throw malformed(null);
    }
    if (!typ.equals(jws.getObjectHeader("typ"))) {
      throw new InvalidDocumentException(
          Reason.WRONG_TYPE, "The document is not of the type " + typ + ".");
    }
    if (!AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256.equals(
        jws.getObjectHeader("alg"))) {
      throw new InvalidDocumentException(
          Reason.BAD_SIGNATURE, "The document is not signed with ES256.");
    }
    return new CompactJws(jws);
  }

  /**
   * The {@code jti} of a document that the caller itself signed, and so need not verify.
   *
   * @throws IllegalArgumentException if it is no document with an id
   */
  public static String idOfOwn(String compact) {
    JsonWebSignature jws = new JsonWebSignature();
    try {
      jws.setCompactSerialization(compact);
      if (JsonUtil.parseJson(jws.getUnverifiedPayload()).get("jti") instanceof String id) {
        return id;
      }
    } catch (JoseException notOurs) {
      throw new IllegalArgumentException("This is no document of ours.", notOurs);
    }
    throw new IllegalArgumentException("This is no document with an id.");
  }

  /** A header parameter, unverified; null if there is none. */
  public @Nullable Object header(String name) {
    return jws.getObjectHeader(name);
  }

  /**
   * Verifies the signature and hands out the claims.
   *
   * @throws InvalidDocumentException BAD_SIGNATURE, or MALFORMED if the claims are no JSON object
   */
  public Claims verify(PublicKey key) {
    jws.setKey(key);
    boolean authentic;
    try {
      authentic = jws.verifySignature();
    } catch (JoseException refused) {
      throw badSignature(refused);
    }
    if (!authentic) {
      throw badSignature(null);
    }
    try {
      return new Claims(JsonUtil.parseJson(jws.getPayload()));
    } catch (JoseException notJson) {
      throw malformed(notJson);
    }
  }

  private static InvalidDocumentException malformed(@Nullable Throwable cause) {
    return failure(
        Reason.MALFORMED, "The document is not a signed document in compact form.", cause);
  }

  private static InvalidDocumentException badSignature(@Nullable Throwable cause) {
    return failure(Reason.BAD_SIGNATURE, "The document's signature does not fit.", cause);
  }

  private static InvalidDocumentException failure(
      Reason reason, String message, @Nullable Throwable cause) {
    return cause == null
        ? new InvalidDocumentException(reason, message)
        : new InvalidDocumentException(reason, message, cause);
  }
}
