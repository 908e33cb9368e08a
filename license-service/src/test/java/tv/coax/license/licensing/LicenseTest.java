package tv.coax.license.licensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.CatalogResource;
import tv.coax.license.LicenseServiceTest;
import tv.coax.license.Parallel;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.license.License;

@LicenseServiceTest
class LicenseTest {
  @Inject SigningKey key;
  @Inject EntityManager database;

  private Entitlements bought;

  @BeforeEach
  void anAccountMayHaveATitleOnItsBox() {
    bought = new Entitlements();
  }

  @Test
  void aBuyersBoxGetsALicenseForGoodWhoseKeyOpensTheAsset() {
    Response answer = Api.license(bought.signed(), bought.box);

    assertThat(answer.statusCode()).isEqualTo(201);
    License license = verified(answer);
    assertThat(license.seq()).isEqualTo(1);
    assertThat(license.asset()).isEqualTo(bought.asset);
    assertThat(license.deviceThumbprint()).isEqualTo(bought.box.thumbprint());
    assertThat(license.right()).isEqualTo(Right.PURCHASE);
    assertThat(license.clocks()).isEqualTo(Clocks.UNLIMITED);
    assertThat(license.offlineUntil()).isEqualTo(license.issuedAt().plus(30, ChronoUnit.DAYS));
    assertThat(answer.jsonPath().getString("serverTime"))
        .isEqualTo(license.serverTime().toString());
    var sealedWith =
        bought.seeder.unwrap(
            Api.contentKey(bought.asset, bought.seeder).jsonPath().getString("wrappedKey"));
    assertThat(bought.box.unwrap(license.wrappedContentKey(), bought.keyId)).isEqualTo(sealedWith);
  }

  @Test
  void aRentalKeepsItsClocks() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var clocks =
        new Clocks(
            Optional.of(now.plus(30, ChronoUnit.DAYS)),
            Optional.of(Duration.ofHours(48)),
            Optional.of(now.plus(3, ChronoUnit.DAYS)));

    License license = verified(Api.license(bought.of(Right.RENTAL, clocks).signed(), bought.box));

    assertThat(license.clocks()).isEqualTo(clocks);
    assertThat(license.offlineUntil()).isEqualTo(now.plus(3, ChronoUnit.DAYS));
  }

  @Test
  void twoHundredRequestsWithOneTokenGetOneLicense() throws Exception {
    Entitlements earlier = new Entitlements();
    verified(Api.license(earlier.signed(), earlier.box));
    String token = bought.signed();
    Callable<Response> call = () -> Api.license(token, bought.box);

    List<Response> answers = Parallel.run(Collections.nCopies(200, call));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .hasSize(199)
        .allSatisfy(answer -> refused(answer, "token-used"));
    assertThat(
            count(
                "SELECT count(*) FROM issuance i JOIN license l ON l.id = i.license_id"
                    + " WHERE l.entitlement_id = '"
                    + bought.entitlementId
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void theNumberOfALicenseGrowsByOneWithEveryRenewalHoweverManyComeAtOnce() throws Exception {
    List<Callable<Response>> calls =
        IntStream.range(0, 40)
            .mapToObj(i -> bought.signed())
            .<Callable<Response>>map(token -> () -> Api.license(token, bought.box))
            .toList();

    List<License> licenses = Parallel.run(calls).stream().map(this::verified).toList();

    assertThat(licenses.stream().map(License::id).distinct()).hasSize(1);
    assertThat(licenses.stream().map(License::seq).sorted())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
  }

  @Test
  void everyDeviceHasALicenseOfItsOwn() {
    DeviceKey second = Api.newKey();
    Api.register(bought.account, second, "Second").then().statusCode(201);
    String token = bought.tokenFor(second.thumbprint()).sign(CatalogResource.key());

    License first = verified(Api.license(bought.signed(), bought.box));
    License other = verified(Api.license(token, second));

    assertThat(other.id()).isNotEqualTo(first.id());
    assertThat(other.seq()).isEqualTo(1);
    assertThatThrownBy(() -> second.unwrap(first.wrappedContentKey()))
        .hasMessageContaining("another device");
  }

  @Test
  void theStatusIsToldToTheLicensesDeviceOnly() {
    License license = verified(Api.license(bought.signed(), bought.box));

    Api.status(license.id(), bought.box)
        .then()
        .statusCode(200)
        .body("id", equalTo(license.id()))
        .body("status", equalTo("active"))
        .body("seq", equalTo(1));
    Api.status(license.id(), Api.newKey())
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-license"));
  }

  @Test
  void aLicenseThatWasTakenBackIsNotIssuedAgain() {
    License license = verified(Api.license(bought.signed(), bought.box));
    execute(
        "UPDATE license SET status = 'revoked', seq = seq + 1 WHERE id = '" + license.id() + "'");

    refused(Api.license(bought.signed(), bought.box), "license-ended");
    Api.status(license.id(), bought.box)
        .then()
        .body("status", equalTo("revoked"))
        .body("seq", equalTo(2));
  }

  @Test
  void theDatabaseRefusesAnOlderNumberAndForgettingWhatWasIssued() {
    String id = verified(Api.license(bought.signed(), bought.box)).id();

    assertThatThrownBy(() -> execute("UPDATE license SET seq = 1 WHERE id = '" + id + "'"))
        .hasStackTraceContaining("grows with every change");
    assertThatThrownBy(() -> execute("DELETE FROM issuance WHERE license_id = '" + id + "'"))
        .hasStackTraceContaining("stays on record");
  }

  private License verified(Response answer) {
    return License.verify(
        answer.jsonPath().getString("license"),
        key.asIssuerKeys(),
        "license-service",
        Clock.systemUTC());
  }

  private static void refused(Response answer, String name) {
    answer
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:coax:problem:" + name));
  }

  private long count(String sql) {
    return ((Number) database.createNativeQuery(sql).getSingleResult()).longValue();
  }

  private void execute(String sql) {
    QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery(sql).executeUpdate());
  }
}
