package tv.coax.protection.jws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import tv.coax.protection.keys.KeyPairs;
import tv.coax.protection.keys.P256KeyPair;

/** The key an issuer signs its documents with. Its text shows the key id only. */
public final class SigningKey {
  private final P256KeyPair pair;
  private final String kid;

  private SigningKey(P256KeyPair pair) {
    this.pair = pair;
    this.kid = pair.publicJwk().thumbprint();
  }

  /**
   * Loads the key of that file (a private JWK, mode 0600); makes it if there is none.
   *
   * @throws IOException with a sentence if that is not possible
   */
  public static SigningKey loadOrCreate(Path file) throws IOException {
    return new SigningKey(KeyPairs.loadOrCreate(file));
  }

  /** A new key that is kept nowhere. */
  public static SigningKey generate() {
    return new SigningKey(KeyPairs.generate());
  }

  /** The key id: its RFC 7638 thumbprint. */
  public String kid() {
    return kid;
  }

  /** The JWK set to publish, {@code application/jwk-set+json}. */
  public String publicJwks() {
    Map<String, Object> jwk = new LinkedHashMap<>(pair.publicJwk().members());
    jwk.put("kid", kid);
    jwk.put("use", "sig");
    jwk.put("alg", "ES256");
    return JsonUtil.toJson(Map.of("keys", List.of(jwk)));
  }

  /** Verifies what this key signed, without publishing it. */
  public IssuerKeys asIssuerKeys() {
    return IssuerKeys.of(publicJwks());
  }

  /**
   * Signs claims as a JWS in compact form (RFC 7515) with ES256, {@code kid} and {@code typ}.
   *
   * @param typ the document's kind, such as {@code coax-license+jwt}
   */
  public String sign(String typ, Map<String, ?> claims) {
    return CompactJws.sign(pair, typ, Map.of("kid", kid), claims);
  }

  @Override
  public String toString() {
    return "SigningKey[" + kid + "]";
  }
}
