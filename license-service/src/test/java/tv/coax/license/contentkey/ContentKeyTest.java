package tv.coax.license.contentkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.LicenseServiceTest;
import tv.coax.license.Parallel;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.sealing.ContentKey;
import tv.coax.testing.OidcResource;

@LicenseServiceTest
class ContentKeyTest {
  @Inject EntityManager database;

  @Test
  void aRepeatedCallGetsTheSameKey() {
    AssetId asset = Api.newAsset();
    DeviceKey seeder = Api.newKey();

    Response first = Api.contentKey(asset, seeder);
    Response second = Api.contentKey(asset, seeder);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(open(second, seeder)).isEqualTo(open(first, seeder));
  }

  @Test
  void everyVersionHasAKeyOfItsOwn() {
    AssetId asset = Api.newAsset();
    DeviceKey seeder = Api.newKey();

    ContentKey first = open(Api.contentKey(asset, seeder), seeder);
    ContentKey second = open(Api.contentKey(new AssetId(asset.titleId(), 2), seeder), seeder);

    assertThat(second.keyId()).isNotEqualTo(first.keyId());
    assertThat(second.key()).isNotEqualTo(first.key());
  }

  @Test
  void manyCallsAtOnceMakeOneKey() throws Exception {
    AssetId asset = Api.newAsset();
    DeviceKey seeder = Api.newKey();
    Callable<Response> call = () -> Api.contentKey(asset, seeder);

    List<Response> answers = Parallel.run(Collections.nCopies(50, call));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(49);
    assertThat(answers.stream().map(answer -> open(answer, seeder)).distinct()).hasSize(1);
  }

  @Test
  void theDatabaseHoldsNoKeyThatOpensAnything() {
    AssetId asset = Api.newAsset();
    DeviceKey seeder = Api.newKey();
    ContentKey key = open(Api.contentKey(asset, seeder), seeder);

    byte[] stored =
        (byte[])
            database
                .createNativeQuery("SELECT wrapped_key FROM content_key WHERE key_id = :id")
                .setParameter("id", key.keyId())
                .getSingleResult();

    assertThat(stored).hasSize(48);
    assertThat(Arrays.copyOf(stored, 32)).isNotEqualTo(key.key());
  }

  @Test
  void theDatabaseRefusesToLoseOrMoveAKey() {
    DeviceKey seeder = Api.newKey();
    String id = open(Api.contentKey(Api.newAsset(), seeder), seeder).keyId();

    assertThatThrownBy(() -> execute("DELETE FROM content_key WHERE key_id = '" + id + "'"))
        .hasStackTraceContaining("never deleted");
    assertThatThrownBy(
            () -> execute("UPDATE content_key SET title_id = 'x' WHERE key_id = '" + id + "'"))
        .hasStackTraceContaining("for good");
  }

  @Test
  void onlyASeederMayAsk() {
    var request = Map.of("titleId", "t", "assetVersion", 1, "recipient", Map.of());

    Api.bearer(OidcResource.token("ada", "subscriber"))
        .contentType("application/json")
        .body(request)
        .post("/api/content-keys")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:coax:problem:forbidden"));
  }

  @Test
  void whatIsNotAKeyOrATitleIsRefused() {
    var seeder = OidcResource.token("seeder-service", "seeder");

    Api.bearer(seeder)
        .contentType("application/json")
        .body(Map.of("titleId", "t", "assetVersion", 1, "recipient", Map.of("kty", "RSA")))
        .post("/api/content-keys")
        .then()
        .statusCode(400)
        .body("detail", containsString("curve P-256"));
    Api.bearer(seeder)
        .contentType("application/json")
        .body(Map.of("titleId", "../t", "assetVersion", 0, "recipient", Map.of()))
        .post("/api/content-keys")
        .then()
        .statusCode(400)
        .body("errors.field", equalTo(List.of("assetVersion", "titleId")));
  }

  private static ContentKey open(Response answer, DeviceKey recipient) {
    return recipient.unwrap(
        answer.jsonPath().getString("wrappedKey"), answer.jsonPath().getString("keyId"));
  }

  private void execute(String sql) {
    QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery(sql).executeUpdate());
  }
}
