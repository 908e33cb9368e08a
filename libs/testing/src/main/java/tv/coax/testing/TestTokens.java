package tv.coax.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/**
 * Asks the test issuer for tokens over HTTP, as a client would: the JWT bearer grant (RFC 7523),
 * whose assertion carries the claims wanted.
 */
final class TestTokens {
  private TestTokens() {}

  static String request(String issuer, String subject, String audience, String... roles) {
    String form =
        "grant_type="
            + encode("urn:ietf:params:oauth:grant-type:jwt-bearer")
            + "&client_id=test&client_secret=test&scope="
            + encode(audience)
            + "&audience="
            + encode(audience)
            + "&assertion="
            + encode(assertion(subject, roles));
    var request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      Map<String, Object> body = JSONObjectUtils.parse(response.body());
      if (body.get("access_token") instanceof String token) {
        return token;
      }
      throw new IllegalStateException("The test issuer gave no token: " + response.body());
    } catch (IOException | ParseException e) {
      throw new IllegalStateException("The test issuer does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking the test issuer.", e);
    }
  }

  /** The issuer takes the claims as they are; the signature only has to have the right form. */
  private static String assertion(String subject, String... roles) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject(subject)
            .claim("preferred_username", subject)
            .claim("realm_access", Map.of("roles", List.of(roles)))
            .build();
    try {
      var jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      jwt.sign(new MACSigner(new byte[32]));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
