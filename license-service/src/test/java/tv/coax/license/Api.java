package tv.coax.license;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;
import tv.coax.testing.OidcResource;

/** The service's calls, as a seeder and a box make them. */
public final class Api {
  /** What proofs are made for; the test's settings say that this is the service's address. */
  public static final String BASE = "http://license.test";

  private Api() {}

  /** A title id nobody else has. */
  public static AssetId newAsset() {
    return new AssetId(UUID.randomUUID().toString(), 1);
  }

  /** A key as a device or the seeder has one. */
  public static DeviceKey newKey() {
    return DeviceKey.generate(Clock.systemUTC());
  }

  /** Asks for a content key as the seeder. */
  public static Response contentKey(AssetId asset, DeviceKey recipient) {
    return bearer(OidcResource.token("seeder-service", "seeder"))
        .contentType("application/json")
        .body(
            Map.of(
                "titleId", asset.titleId(),
                "assetVersion", asset.version(),
                "recipient", recipient.publicJwk().members()))
        .post("/api/content-keys");
  }

  /** Registers a device for an account. */
  public static Response register(String account, DeviceKey device, String name) {
    return register(account, proof(device, "POST", "/api/devices"), name);
  }

  /** Registers the device of that proof for an account. */
  public static Response register(String account, String proof, String name) {
    return bearer(OidcResource.token(account, "subscriber"))
        .header("DPoP", proof)
        .contentType("application/json")
        .body(Map.of("name", name))
        .post("/api/devices");
  }

  /** Asks for a license with a fresh proof. */
  public static Response license(String token, DeviceKey device) {
    return licenseWithProof(token, proof(device, "POST", "/api/licenses"));
  }

  /** Asks for a license with that proof. */
  public static Response licenseWithProof(String token, String proof) {
    return given()
        .header("DPoP", proof)
        .contentType("application/json")
        .body(Map.of("entitlementToken", token))
        .post("/api/licenses");
  }

  /** Asks where a license stands. */
  public static Response status(String id, DeviceKey device) {
    String path = "/api/licenses/" + id;
    return given().header("DPoP", proof(device, "GET", path)).get(path);
  }

  /** A fresh proof of possession. */
  public static String proof(DeviceKey device, String method, String path) {
    return device.proof(method, URI.create(BASE + path));
  }

  /** A request with an access token. */
  public static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
