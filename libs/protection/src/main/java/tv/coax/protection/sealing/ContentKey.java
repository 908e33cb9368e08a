package tv.coax.protection.sealing;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import tv.coax.protection.asset.AssetId;

/**
 * The 256 random bits that open one asset version. It never shows itself in text, hands out copies
 * only, and can be wiped.
 */
public final class ContentKey {
  /** Length of every content key. */
  public static final int KEY_BYTES = 32;

  private final String keyId;
  private final byte[] key;
  private boolean wiped;

  /**
   * @param key 32 bytes; copied, so the caller may wipe its own
   * @throws IllegalArgumentException if the key has another length or the id is not a name
   */
  public ContentKey(String keyId, byte[] key) {
    this.keyId = AssetId.requireName("key id", keyId);
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "A content key has " + KEY_BYTES + " bytes, not " + key.length + ".");
    }
    this.key = key.clone();
  }

  /** Makes a new key from the platform's secure random source. */
  public static ContentKey random(String keyId) {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    try {
      return new ContentKey(keyId, bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  public String keyId() {
    return keyId;
  }

  /**
   * A copy of the key's bytes; the caller wipes it.
   *
   * @throws IllegalStateException once the key was wiped
   */
  public synchronized byte[] key() {
    if (wiped) {
      throw new IllegalStateException("The content key " + keyId + " was wiped.");
    }
    return key.clone();
  }

  /** Overwrites the key. Repeating it does nothing. */
  public synchronized void wipe() {
    wiped = true;
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentKey that
        && keyId.equals(that.keyId)
        && MessageDigest.isEqual(key, that.key);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  @Override
  public String toString() {
    return "ContentKey[" + keyId + "]";
  }
}
