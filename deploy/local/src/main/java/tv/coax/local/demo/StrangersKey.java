package tv.coax.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A device key nobody has registered, and proofs of possession made with it (RFC 9449). */
final class StrangersKey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final KeyPair pair;

  StrangersKey() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String proof(String method, URI address) {
    ObjectNode header = JSON.createObjectNode();
    header.put("typ", "dpop+jwt").put("alg", "ES256");
    var point = ((ECPublicKey) pair.getPublic()).getW();
    header
        .putObject("jwk")
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", coordinate(point.getAffineX()))
        .put("y", coordinate(point.getAffineY()));
    ObjectNode claims = JSON.createObjectNode();
    claims
        .put("htm", method)
        .put("htu", address.toString())
        .put("iat", Instant.now().getEpochSecond())
        .put("jti", UUID.randomUUID().toString());
    try {
      String content =
          base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
      var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String coordinate(BigInteger value) {
    byte[] signed = value.toByteArray();
    var fixed = new byte[32];
    int length = Math.min(signed.length, 32);
    System.arraycopy(signed, signed.length - length, fixed, 32 - length, length);
    return base64(fixed);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
