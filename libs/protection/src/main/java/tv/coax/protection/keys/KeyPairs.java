package tv.coax.protection.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes P-256 key pairs and keeps them in files, as a private JWK (RFC 7517). */
public final class KeyPairs {
  private static final long MAX_FILE_BYTES = 4096;

  private KeyPairs() {}

  /** Makes a new pair from the platform's secure random source. */
  public static P256KeyPair generate() {
    try {
      return pair(EcJwkGenerator.generateJwk(EllipticCurves.P256));
    } catch (JoseException unavailable) {
      throw new IllegalStateException("This Java cannot make P-256 keys.", unavailable);
    }
  }

  /**
   * Loads the pair of that file; makes one if there is none. The file appears whole or not at all,
   * with mode 0600; when several processes do this at once, one wins and all use its key.
   *
   * @throws IOException with a sentence if the file cannot be read or made, holds no private P-256
   *     key, or may be read by everybody
   */
  public static P256KeyPair loadOrCreate(Path file) throws IOException {
    try {
      return load(file);
    } catch (NoSuchFileException none) {
      PrivateFile.createOnce(file, privateJson(generate()));
      return load(file);
    }
  }

  /**
   * Loads the pair of that file.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException with a sentence otherwise, as {@link #loadOrCreate}
   */
  public static P256KeyPair load(Path file) throws IOException {
    PrivateFile.requirePrivate(file);
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IOException("The key file " + file + " is too long to hold a key.");
    }
    return parse(Files.readString(file), "The key file " + file);
  }

  /**
   * Reads a private JWK.
   *
   * @throws IOException if it is not a P-256 pair whose halves belong together
   */
  static P256KeyPair parse(String json, String what) throws IOException {
    try {
      if (PublicJsonWebKey.Factory.newPublicJwk(json) instanceof EllipticCurveJsonWebKey jwk
          && jwk.getEcPrivateKey() != null) {
        P256KeyPair pair = pair(jwk);
        if (pair.belongsTogether()) {
          return pair;
        }
      }
    } catch (JoseException | IllegalArgumentException notAKey) {
      throw new IOException(what + " does not hold a private P-256 key.", notAKey);
    }
    throw new IOException(what + " does not hold a private P-256 key.");
  }

  private static P256KeyPair pair(EllipticCurveJsonWebKey jwk) {
    return new P256KeyPair((ECPrivateKey) jwk.getPrivateKey(), PublicJwk.of(jwk.getECPublicKey()));
  }

  private static String privateJson(P256KeyPair pair) {
    EllipticCurveJsonWebKey jwk = new EllipticCurveJsonWebKey(pair.publicJwk().key());
    jwk.setPrivateKey(pair.privateKey());
    return jwk.toJson(OutputControlLevel.INCLUDE_PRIVATE);
  }
}
