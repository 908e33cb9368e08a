package tv.coax.license.contentkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tv.coax.protection.asset.AssetId;

/**
 * A key-encryption key: wraps content keys with AES-256-GCM under a fresh nonce. The associated
 * data binds key id, title and asset version, so a wrapped key moved to another row does not open.
 */
final class Kek {
  static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKey key;
  private final String id;

  Kek(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "A key-encryption key has " + KEY_BYTES + " bytes, not " + key.length + ".");
    }
    this.key = new SecretKeySpec(key, "AES");
    this.id = fingerprint(key);
  }

  /** A wrapped content key: nonce of 12 bytes, key and tag of 48. */
  record Wrapped(byte[] nonce, byte[] bytes) {}

  /** Says which key it is without telling anything of it: it is stored beside what it wraps. */
  String id() {
    return id;
  }

  Wrapped wrap(byte[] contentKey, AssetId asset, String keyId) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      return new Wrapped(
          nonce, cipher(Cipher.ENCRYPT_MODE, nonce, asset, keyId).doFinal(contentKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot encrypt with AES-256-GCM.", e);
    }
  }

  /**
   * Opens a wrapped key; the caller wipes it.
   *
   * @throws KekException if this key did not wrap it, or not for that asset and key id
   */
  byte[] unwrap(Wrapped wrapped, AssetId asset, String keyId) {
    try {
      return cipher(Cipher.DECRYPT_MODE, wrapped.nonce(), asset, keyId).doFinal(wrapped.bytes());
    } catch (AEADBadTagException e) {
      throw new KekException(
          "The key-encryption key " + id + " does not open the content key " + keyId + ".", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java cannot decrypt with AES-256-GCM.", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, AssetId asset, String keyId)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    String bound = "coax content key\n" + keyId + "\n" + asset.titleId() + "\n" + asset.version();
    cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String fingerprint(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("coax kek id\n".getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(key), 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }

  @Override
  public String toString() {
    return "Kek[" + id + "]";
  }
}
