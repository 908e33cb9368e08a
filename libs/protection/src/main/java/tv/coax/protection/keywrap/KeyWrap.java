package tv.coax.protection.keywrap;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.InvalidDocumentException.Reason;
import tv.coax.protection.keys.P256KeyPair;
import tv.coax.protection.keys.PublicJwk;
import tv.coax.protection.sealing.ContentKey;

/**
 * Carries a content key to the holder of one P-256 key: JWE in compact form (RFC 7516),
 * ECDH-ES+A256KW with A256GCM, the 32 bytes of the key as plaintext. The protected header names the
 * recipient ({@code kid}, its thumbprint) and the content key ({@code content_key_id}), so neither
 * can be exchanged.
 */
public final class KeyWrap {
  /** The {@code typ} of a wrapped content key. */
  public static final String TYPE = "coax-key+jwe";

  private static final String CONTENT_KEY_ID = "content_key_id";
  private static final String ALGORITHM = KeyManagementAlgorithmIdentifiers.ECDH_ES_A256KW;
  private static final String ENCRYPTION = ContentEncryptionAlgorithmIdentifiers.AES_256_GCM;
  private static final int MAX_CHARS = 4096;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]++(\\.[A-Za-z0-9_-]++){4}");

  private KeyWrap() {}

  /** Wraps a content key for one recipient. Each call gives another text. */
  public static String wrap(ContentKey key, PublicJwk recipient) {
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmHeaderValue(ALGORITHM);
    jwe.setEncryptionMethodHeaderParameter(ENCRYPTION);
    jwe.setHeader("typ", TYPE);
    jwe.setKeyIdHeaderValue(recipient.thumbprint());
    jwe.setHeader(CONTENT_KEY_ID, key.keyId());
    jwe.setKey(recipient.key());
    byte[] plain = key.key();
    try {
      jwe.setPlaintext(plain);
      return jwe.getCompactSerialization();
    } catch (JoseException unavailable) {
      throw new IllegalStateException("This Java cannot wrap by " + ALGORITHM + ".", unavailable);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * Opens a wrapped content key.
   *
   * @throws InvalidDocumentException WRONG_TYPE; WRONG_DEVICE if it is meant for another key;
   *     BAD_SIGNATURE if it was changed or uses other algorithms; MALFORMED
   */
  public static ContentKey unwrap(String compact, P256KeyPair recipient) {
    JsonWebEncryption jwe = parse(compact);
    if (!TYPE.equals(jwe.getObjectHeader("typ"))) {
      throw new InvalidDocumentException(
          Reason.WRONG_TYPE, "The document is not of the type " + TYPE + ".");
    }
    if (!ALGORITHM.equals(jwe.getObjectHeader("alg"))
        || !ENCRYPTION.equals(jwe.getObjectHeader("enc"))) {
      throw new InvalidDocumentException(
          Reason.BAD_SIGNATURE, "The key is not wrapped by " + ALGORITHM + " with A256GCM.");
    }
    if (!recipient.publicJwk().thumbprint().equals(jwe.getObjectHeader("kid"))) {
      throw new InvalidDocumentException(
          Reason.WRONG_DEVICE, "The key is wrapped for another device.");
    }
    if (!(jwe.getObjectHeader(CONTENT_KEY_ID) instanceof String keyId)) {
      throw malformed(null);
    }
    jwe.setKey(recipient.privateKey());
    return contentKey(keyId, jwe);
  }

  private static JsonWebEncryption parse(String compact) {
    if (compact.length() > MAX_CHARS || !FORM.matcher(compact).matches()) {
      throw malformed(null);
    }
    JsonWebEncryption jwe = new JsonWebEncryption();
    jwe.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, ALGORITHM));
    jwe.setContentEncryptionAlgorithmConstraints(
        new AlgorithmConstraints(ConstraintType.PERMIT, ENCRYPTION));
    try {
      jwe.setCompactSerialization(compact);
    } catch (JoseException unreadable) {
      throw malformed(unreadable);
    }
    if (jwe.getObjectHeader("zip") != null || jwe.getObjectHeader("crit") != null) {
      throw malformed(null);
    }
    return jwe;
  }

  private static ContentKey contentKey(String keyId, JsonWebEncryption jwe) {
    byte[] plain;
    try {
      plain = jwe.getPlaintextBytes();
    } catch (JoseException | RuntimeException refused) {
      throw new InvalidDocumentException(
          Reason.BAD_SIGNATURE, "The wrapped key does not open.", refused);
    }
    try {
      return new ContentKey(keyId, plain);
    } catch (IllegalArgumentException notAKey) {
      throw malformed(notAKey);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static InvalidDocumentException malformed(@Nullable Throwable cause) {
    String message = "The document is not a wrapped content key in compact form.";
    return cause == null
        ? new InvalidDocumentException(Reason.MALFORMED, message)
        : new InvalidDocumentException(Reason.MALFORMED, message, cause);
  }
}
