package tv.coax.agent.operator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tv.coax.protection.device.DeviceProof;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.jws.InvalidDocumentException;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.keywrap.KeyWrap;
import tv.coax.protection.license.License;
import tv.coax.protection.time.ServerTime;

/**
 * The license service of the test: verifies proof and token, wraps the key for the device, signs.
 */
public final class LicenseIssue {

  private final Operator operator;
  private final SigningKey key = SigningKey.generate();
  private final Set<String> devices = ConcurrentHashMap.newKeySet();
  private final Set<String> usedTokens = ConcurrentHashMap.newKeySet();
  private final Set<String> usedProofs = ConcurrentHashMap.newKeySet();
  private volatile Duration ahead = Duration.ZERO;

  LicenseIssue(Operator operator) {
    this.operator = operator;
  }

  /** The service's clock runs this far ahead of the machine's. */
  public void runAhead(Duration by) {
    ahead = by;
  }

  Duration ahead() {
    return ahead;
  }

  /** The devices that were registered. */
  public Set<String> devices() {
    return devices;
  }

  void handle(HttpExchange exchange, String path) throws IOException {
    if (path.endsWith("/.well-known/jwks.json")) {
      Operator.answer(exchange, 200, key.publicJwks().getBytes(StandardCharsets.UTF_8));
      return;
    }
    try {
      URI uri = URI.create(operator.url() + path);
      String proofJwt = exchange.getRequestHeaders().getFirst("DPoP");
      DeviceProof proof = DeviceProof.authentic(proofJwt, exchange.getRequestMethod(), uri);
      Clock clock = Clock.offset(Clock.systemUTC(), ahead);
      ServerTime time =
          new ServerTime("license-service", proof.thumbprint(), proof.jti(), clock.instant());
      exchange.getResponseHeaders().set(ServerTime.HEADER, time.sign(key));
      proof.requireFresh(Duration.ofMinutes(2), clock);
      if (!usedProofs.add(proof.jti())) {
        Operator.problem(exchange, 403, "proof-invalid", "The proof was used before.");
      } else if (path.endsWith("/api/devices")) {
        devices.add(proof.thumbprint());
        Operator.answer(exchange, 201, Map.of("thumbprint", proof.thumbprint()));
      } else if (!devices.contains(proof.thumbprint())) {
        Operator.problem(exchange, 403, "device-unknown", "The device is not registered.");
      } else {
        issue(exchange, proof);
      }
    } catch (InvalidDocumentException e) {
      Operator.problem(exchange, 403, "proof-invalid", e.getMessage());
    }
  }

  private void issue(HttpExchange exchange, DeviceProof proof) throws IOException {
    String jwt =
        Operator.JSON.readTree(exchange.getRequestBody()).path("entitlementToken").asText();
    EntitlementToken token =
        EntitlementToken.verify(
            jwt, operator.catalog().key().asIssuerKeys(), "catalog-service", Clock.systemUTC());
    if (!usedTokens.add(token.id())) {
      Operator.problem(exchange, 403, "token-used", "The token was used before.");
      return;
    }
    if (!token.deviceThumbprint().equals(proof.thumbprint())) {
      Operator.problem(exchange, 403, "other-device", "The token is for another device.");
      return;
    }
    Instant now = Instant.now().plus(ahead);
    License license =
        new License(
            "license-service",
            UUID.nameUUIDFromBytes(token.entitlementId().getBytes(StandardCharsets.UTF_8))
                .toString(),
            usedTokens.size(),
            token.entitlementId(),
            proof.thumbprint(),
            token.titleId(),
            token.assetVersion(),
            token.keyId(),
            token.right(),
            token.clocks(),
            now.plus(Duration.ofDays(7)),
            now.plus(Duration.ofDays(30)),
            now,
            now,
            KeyWrap.wrap(
                operator.catalog().film(token.titleId(), token.assetVersion()).key(),
                proof.publicKey()));
    Operator.answer(exchange, 201, Map.of("license", license.sign(key), "serverTime", now));
  }
}
