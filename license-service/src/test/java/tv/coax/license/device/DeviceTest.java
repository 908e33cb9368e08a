package tv.coax.license.device;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.LicenseServiceTest;
import tv.coax.license.Parallel;
import tv.coax.protection.device.DeviceKey;
import tv.coax.testing.OidcResource;

@LicenseServiceTest
class DeviceTest {
  private final String account = "account-" + UUID.randomUUID();

  @Test
  void aDeviceIsRegisteredOnceAndMayBeRenamed() {
    DeviceKey box = Api.newKey();

    Api.register(account, box, "Living room")
        .then()
        .statusCode(201)
        .body("thumbprint", equalTo(box.thumbprint()))
        .body("accountId", equalTo(account))
        .body("name", equalTo("Living room"));
    Api.register(account, box, "Kitchen").then().statusCode(200).body("name", equalTo("Kitchen"));

    Api.bearer(OidcResource.token(account, "subscriber"))
        .get("/api/devices")
        .then()
        .statusCode(200)
        .body("name", contains("Kitchen"));
  }

  @Test
  void aDeviceOfAnotherAccountIsRefused() {
    DeviceKey box = Api.newKey();
    Api.register(account, box, "Living room").then().statusCode(201);

    Api.register("other-" + account, box, "Mine")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:coax:problem:device-of-another-account"));
  }

  @Test
  void anAccountNeverHasMoreDevicesThanItsLimitHoweverManyRegisterAtOnce() throws Exception {
    String token = OidcResource.token(account, "subscriber");
    List<Callable<Response>> calls =
        IntStream.range(0, 40).<Callable<Response>>mapToObj(i -> () -> register(token)).toList();

    List<Response> answers = Parallel.run(calls);

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(6);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() == 409)
        .hasSize(34)
        .allSatisfy(answer ->
            assertThat(answer.jsonPath().getString("type"))
                .isEqualTo("urn:coax:problem:device-limit"));
  }

  @Test
  void accountsThatFightForOneDeviceLeaveItWithOneOfThem() throws Exception {
    DeviceKey box = Api.newKey();
    List<Callable<Response>> calls =
        IntStream.range(0, 12)
            .<Callable<Response>>mapToObj(i -> () -> Api.register(account + i, box, "Mine"))
            .toList();

    List<Response> answers = Parallel.run(calls);

    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 409).hasSize(11);
  }

  @Test
  void withoutABearerNobodyRegisters() {
    given()
        .header("DPoP", Api.proof(Api.newKey(), "POST", "/api/devices"))
        .contentType("application/json")
        .body("{\"name\":\"x\"}")
        .post("/api/devices")
        .then()
        .statusCode(401)
        .body("type", equalTo("urn:coax:problem:not-signed-in"));
  }

  private static Response register(String token) {
    return Api.bearer(token)
        .header("DPoP", Api.proof(Api.newKey(), "POST", "/api/devices"))
        .contentType("application/json")
        .body("{\"name\":\"Box\"}")
        .post("/api/devices");
  }
}
