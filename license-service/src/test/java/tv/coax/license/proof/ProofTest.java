package tv.coax.license.proof;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.LicenseServiceTest;
import tv.coax.license.Parallel;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.jws.SigningKey;
import tv.coax.protection.time.ServerTime;

@LicenseServiceTest
class ProofTest {
  @Inject UsedProofs used;
  @Inject SigningKey key;

  private final String account = "account-" + UUID.randomUUID();

  @Test
  void aProofIsAcceptedOnceEvenWhenSentManyTimesAtOnce() throws Exception {
    String proof = Api.proof(Api.newKey(), "POST", "/api/devices");
    Callable<Response> call = () -> Api.register(account, proof, "Box");

    List<Response> answers = Parallel.run(Collections.nCopies(20, call));

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 403).hasSize(19);
  }

  @Test
  void aProofForAnotherRequestIsRefused() {
    DeviceKey box = Api.newKey();

    refused(Api.register(account, Api.proof(box, "GET", "/api/devices"), "Box"));
    refused(Api.register(account, Api.proof(box, "POST", "/api/licenses"), "Box"));
    refused(
        Api.register(
            account, box.proof("POST", URI.create("http://elsewhere.test/api/devices")), "Box"));
    refused(Api.register(account, "nonsense", "Box"));
  }

  @Test
  void aProofThatIsOldOrFromTheFutureIsRefused() {
    Clock system = Clock.systemUTC();
    var late = DeviceKey.generate(Clock.offset(system, Duration.ofMinutes(-3)));
    var early = DeviceKey.generate(Clock.offset(system, Duration.ofMinutes(3)));

    for (DeviceKey wrong : List.of(late, early)) {
      Response answer = Api.register(account, wrong, "Box");
      refused(answer);
      assertThat(answer.header("Coax-Time")).as("the time, to set the clock by").isNotNull();
    }
  }

  @Test
  void aRequestWithoutProofIsRefused() {
    given()
        .contentType("application/json")
        .body("{\"entitlementToken\":\"x\"}")
        .post("/api/licenses")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:coax:problem:proof-invalid"));
  }

  @Test
  void everyAnswerToAProvenDeviceCarriesTheSignedTime() {
    DeviceKey box = Api.newKey();
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    String path = "/api/licenses/" + UUID.randomUUID();
    String proof = Api.proof(box, "GET", path);

    Response answer = given().header("DPoP", proof).get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    var time =
        ServerTime.verify(answer.header("Coax-Time"), key.asIssuerKeys(), "license-service", proof);
    assertThat(time.deviceThumbprint()).isEqualTo(box.thumbprint());
    assertThat(time.now()).isBetween(before, Instant.now());
  }

  @Test
  void usedProofsAreForgottenOnceNobodyWouldAcceptThem() {
    Instant now = Instant.now();
    String device = Api.newKey().thumbprint();
    assertThat(used.use(device, "expired-proof", now.minus(10, ChronoUnit.MINUTES))).isTrue();
    assertThat(used.use(device, "current-proof", now.plus(1, ChronoUnit.MINUTES))).isTrue();

    assertThat(used.forgetExpired()).isPositive();

    assertThat(used.use(device, "expired-proof", now)).isTrue();
    assertThat(used.use(device, "current-proof", now)).isFalse();
  }

  private static void refused(Response answer) {
    answer.then().statusCode(403).body("type", equalTo("urn:coax:problem:proof-invalid"));
  }
}
