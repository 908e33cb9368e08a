package tv.coax.protection.sealing;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of one sealed file, derived from the content key and the file's header, and its nonce
 * prefix: opens single segments.
 */
final class FileKey {
  private final byte[] key;
  private final byte[] noncePrefix;
  private boolean wiped;

  private FileKey(byte[] key, byte[] noncePrefix) {
    this.key = key;
    this.noncePrefix = noncePrefix;
  }

  /**
   * Derives the key by HKDF-SHA256 (RFC 5869): salt from the header, associated data as info.
   *
   * @throws SealedFormatException if this is no header
   */
  static FileKey derive(ContentKey contentKey, byte[] associatedData, ByteBuffer header)
      throws SealedFormatException {
    int length = SealedFormat.HEADER_BYTES;
    if (header.remaining() < length || header.get() != length) {
      throw new SealedFormatException(
          "The sealed file does not begin with a header of " + length + " bytes.", 0, 0, length);
    }
    byte[] salt = new byte[SealedFormat.SALT_BYTES];
    byte[] noncePrefix = new byte[SealedFormat.NONCE_PREFIX_BYTES];
    header.get(salt).get(noncePrefix);
    byte[] ikm = contentKey.key();
    try {
      byte[] key =
          KDF.getInstance("HKDF-SHA256")
              .deriveData(
                  HKDFParameterSpec.ofExtract()
                      .addIKM(ikm)
                      .addSalt(salt)
                      .thenExpand(associatedData, ContentKey.KEY_BYTES));
      return new FileKey(key, noncePrefix);
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("This Java has no HKDF-SHA256.", unavailable);
    } finally {
      Arrays.fill(ikm, (byte) 0);
    }
  }

  /**
   * Opens one segment without its header.
   *
   * @param plain receives the plain bytes; needs room for all of them
   * @return false if the segment is not authentic; then nothing of it was released
   * @throws IllegalStateException once the key was wiped
   */
  boolean open(long segment, boolean last, ByteBuffer ciphertext, ByteBuffer plain) {
    byte[] nonce = new byte[12];
    ByteBuffer.wrap(nonce).put(noncePrefix).putInt((int) segment).put((byte) (last ? 1 : 0));
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          secret(),
          new GCMParameterSpec(SealedFormat.TAG_BYTES * Byte.SIZE, nonce));
      cipher.doFinal(onHeap(ciphertext), plain);
      return true;
    } catch (AEADBadTagException notAuthentic) {
      return false;
    } catch (GeneralSecurityException unavailable) {
      throw new IllegalStateException("This Java cannot open AES-256-GCM.", unavailable);
    }
  }

  /** The JDK opens arrays three times as fast as anything else, so a copy pays. */
  private static ByteBuffer onHeap(ByteBuffer ciphertext) {
    return ciphertext.hasArray()
        ? ciphertext
        : ByteBuffer.allocate(ciphertext.remaining()).put(ciphertext).flip();
  }

  private synchronized SecretKeySpec secret() {
    if (wiped) {
      throw new IllegalStateException("The key of this sealed file was wiped.");
    }
    return new SecretKeySpec(key, "AES");
  }

  synchronized void wipe() {
    wiped = true;
    Arrays.fill(key, (byte) 0);
  }
}
