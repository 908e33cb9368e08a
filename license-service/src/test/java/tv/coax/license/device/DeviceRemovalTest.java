package tv.coax.license.device;

import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.license.Api;
import tv.coax.license.LicenseServiceTest;
import tv.coax.protection.device.DeviceKey;
import tv.coax.testing.OidcResource;

@LicenseServiceTest
class DeviceRemovalTest {
  private final String account = "account-" + UUID.randomUUID();
  private final DeviceKey box = Api.newKey();

  @Test
  void anAccountAtItsLimitSwapsABox() {
    Api.register(account, box, "Old").then().statusCode(201);
    for (int i = 2; i <= 6; i++) {
      Api.register(account, Api.newKey(), "Box " + i).then().statusCode(201);
    }
    DeviceKey swapped = Api.newKey();
    problem(Api.register(account, swapped, "New"), 409, "device-limit");

    remove(account, box).then().statusCode(204);

    Api.register(account, swapped, "New").then().statusCode(201);
    devices().then().body("$", hasSize(6));
    problem(Api.register(account, Api.newKey(), "Newer"), 409, "device-limit");
  }

  @Test
  void aRemovedBoxDoesNotComeBackByItself() {
    Api.register(account, box, "Box").then().statusCode(201);
    remove(account, box).then().statusCode(204);

    problem(Api.register(account, box, "Box"), 409, "device-removed");
    devices().then().body("$", empty());
    problem(remove(account, box), 404, "unknown-device");
  }

  @Test
  void aRemovedBoxMayGoToAnotherHousehold() {
    Api.register(account, box, "Box").then().statusCode(201);
    remove(account, box).then().statusCode(204);

    Api.register("other-" + account, box, "Mine")
        .then()
        .statusCode(201)
        .body("accountId", equalTo("other-" + account));
    problem(Api.register(account, box, "Box"), 409, "device-of-another-account");
  }

  @Test
  void nobodyRemovesABoxOfAnotherHousehold() {
    Api.register(account, box, "Box").then().statusCode(201);

    problem(remove("other-" + account, box), 404, "unknown-device");
    devices().then().body("$", hasSize(1));
  }

  @Test
  void aBoxRemovesNoBox() {
    Api.register(account, box, "Box").then().statusCode(201);

    problem(
        Api.bearer(OidcResource.token(account)).delete("/api/devices/" + box.thumbprint()),
        403,
        "forbidden");
  }

  private Response devices() {
    return Api.bearer(OidcResource.token(account)).get("/api/devices");
  }

  private static Response remove(String account, DeviceKey device) {
    return Api.bearer(OidcResource.token(account, "subscriber"))
        .delete("/api/devices/" + device.thumbprint());
  }

  private static void problem(Response answer, int status, String name) {
    answer.then().statusCode(status).body("type", equalTo("urn:coax:problem:" + name));
  }
}
