package tv.coax.protection.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;

/** A private P-256 key and its public half. Its text shows the public half only. */
public record P256KeyPair(ECPrivateKey privateKey, PublicJwk publicJwk) {

  /** Whether a signature by the one half is verified by the other. */
  boolean belongsTogether() {
    byte[] probe = "coax".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(privateKey);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicJwk.key());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "P256KeyPair[" + publicJwk.thumbprint() + "]";
  }
}
