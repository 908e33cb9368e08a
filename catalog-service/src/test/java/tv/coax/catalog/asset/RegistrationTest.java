package tv.coax.catalog.asset;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;
import tv.coax.catalog.SeederResource;
import tv.coax.protection.jws.SigningKey;

@QuarkusTest
class RegistrationTest extends CatalogTest {

  @Test
  void theSameAssetIsRegisteredOnce() {
    UUID title = draft("Once");

    register(title, 1, 7, SeederResource.KEY).then().statusCode(201);
    register(title, 1, 7, SeederResource.KEY).then().statusCode(200);

    asOperator()
        .get("/api/console/titles/{id}", title)
        .then()
        .body("asset.assetVersion", equalTo(1))
        .body("asset.infoHash", equalTo(SeederResource.manifest(title, 1, 7).wireInfoHash()));
  }

  @Test
  void aVersionNeverChangesItsContents() {
    UUID title = draft("Fixed");
    register(title, 1, 7, SeederResource.KEY).then().statusCode(201);

    register(title, 1, 8, SeederResource.KEY)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:coax:problem:asset-differs"));
    register(title, 2, 8, SeederResource.KEY).then().statusCode(201);
  }

  @Test
  void onlyWhatTheSeederSignedIsBelieved() {
    UUID title = draft("Forged");

    register(title, 1, 7, SigningKey.generate())
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:coax:problem:manifest-invalid"));
    as("seeder", "seeder")
        .body(Map.of("manifest", "not.a.jws"))
        .post("/api/assets")
        .then()
        .statusCode(400);
  }

  @Test
  void anAssetNeedsItsTitleAndASeeder() {
    register(UUID.randomUUID(), 1, 7, SeederResource.KEY)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-title"));
    asOperator().body(Map.of("manifest", "x")).post("/api/assets").then().statusCode(403);
  }

  private static Response register(UUID title, int version, long seed, SigningKey key) {
    return as("seeder", "seeder")
        .body(Map.of("manifest", SeederResource.manifest(title, version, seed).sign(key)))
        .post("/api/assets");
  }
}
