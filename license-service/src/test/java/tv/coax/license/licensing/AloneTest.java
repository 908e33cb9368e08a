package tv.coax.license.licensing;

import static io.restassured.RestAssured.given;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.CatalogResource;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;
import tv.coax.testing.PostgresResource;

/** The service started while the identity provider and the catalog are away. */
@QuarkusTest
@TestProfile(AloneTest.NobodyElse.class)
@WithTestResource(PostgresResource.class)
class AloneTest {
  private static final String NOWHERE = "http://127.0.0.1:1";

  @Inject EntityManager database;

  /** Points to nobody, and has the catalog's keys from an earlier run. */
  public static class NobodyElse implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Path keys = Path.of("target/test-catalog-keys-kept.json");
      try {
        Files.writeString(keys, CatalogResource.key().publicJwks());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "quarkus.oidc.auth-server-url",
          NOWHERE + "/realms/coax",
          "coax.catalog.url",
          NOWHERE,
          "coax.catalog.keys-file",
          keys.toString());
    }
  }

  @Test
  @TestSecurity(user = "seeder-service", roles = "seeder")
  void licensesAreIssuedAllTheSame() {
    AssetId asset = Api.newAsset();
    DeviceKey box = Api.newKey();
    String keyId = contentKey(asset);
    QuarkusTransaction.requiringNew().run(() -> insertDevice(box));

    Api.license(token(asset, keyId, box).sign(CatalogResource.key()), box).then().statusCode(201);
    RestAssured.get("/q/health/ready").then().statusCode(200);
  }

  private static String contentKey(AssetId asset) {
    return given()
        .contentType("application/json")
        .body(
            Map.of(
                "titleId", asset.titleId(),
                "assetVersion", asset.version(),
                "recipient", Api.newKey().publicJwk().members()))
        .post("/api/content-keys")
        .jsonPath()
        .getString("keyId");
  }

  private void insertDevice(DeviceKey box) {
    database
        .createNativeQuery("INSERT INTO device VALUES (:thumbprint, 'ada', 1, 'Box', :key, now())")
        .setParameter("thumbprint", box.thumbprint())
        .setParameter("key", box.publicJwk().toJson())
        .executeUpdate();
  }

  private static EntitlementToken token(AssetId asset, String keyId, DeviceKey box) {
    Instant now = Instant.now();
    return new EntitlementToken(
        "catalog-service",
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        "ada",
        asset.titleId(),
        asset.version(),
        keyId,
        Right.PURCHASE,
        Clocks.UNLIMITED,
        box.thumbprint(),
        now,
        now.plusSeconds(300));
  }
}
