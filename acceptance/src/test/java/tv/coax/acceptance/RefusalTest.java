package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.local.web.Api;
import tv.coax.local.web.Reply;
import tv.coax.protection.device.DeviceKey;

/** What a subscriber, a thief and a stranger are refused by the running services. */
@ExtendWith(House.Extension.class)
class RefusalTest {
  private static Operator.OnSale film;
  private static String entitlement;

  @TempDir Path scratch;

  @BeforeAll
  static void adaBuysAFilm(House house) {
    film =
        house.operator().publish("Refusals", house.randomFilm(3 << 20), "application/octet-stream");
    entitlement = house.subscriber("ada").buy(film.purchaseOffer());
    house.box(1).awaitPlayable(film.titleId());
  }

  @Test
  void tokenOfAnotherDeviceIsRefused(House house) throws IOException {
    String token = tokenFor(house, house.box(1).thumbprint());
    DeviceKey thief = DeviceKey.loadOrCreate(scratch.resolve("thief.json"));

    Reply answer = license(house, token, thief);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("other-device");
  }

  @Test
  void deviceThatNobodyRegisteredIsRefused(House house) throws IOException {
    DeviceKey stranger = DeviceKey.loadOrCreate(scratch.resolve("stranger.json"));

    Reply answer = license(house, tokenFor(house, stranger.thumbprint()), stranger);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("device-unknown");
  }

  @Test
  void tokenIsGoodForOneLicenseOnly(House house) throws IOException {
    DeviceKey device = DeviceKey.loadOrCreate(scratch.resolve("device.json"));
    house
        .subscriber("ada")
        .registerDevice(device.proof("POST", house.addresses().license().resolve("/api/devices")))
        .require(200, 201);
    String token = tokenFor(house, device.thumbprint());
    license(house, token, device).require(201);

    Reply again = license(house, token, device);

    assertThat(again.status()).isEqualTo(403);
    assertThat(again.problem()).isEqualTo("token-used");
  }

  @Test
  void ticketIsNoEntitlementToken(House house) throws IOException {
    DeviceKey device = DeviceKey.loadOrCreate(scratch.resolve("ticket.json"));
    URI tickets =
        house.addresses().catalog().resolve("/api/entitlements/" + entitlement + "/tickets");
    String ticket =
        house
            .subscriber("ada")
            .ticket(entitlement, device.thumbprint(), device.proof("POST", tickets))
            .require(201)
            .body()
            .path("ticket")
            .asText();

    Reply answer = license(house, ticket, device);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isIn("token-invalid", "token-audience");
  }

  @Test
  void subscriberWithoutAnEntitlementGetsNoToken(House house) {
    Reply answer = house.subscriber("eve").entitlementToken(entitlement, house.box(3).thumbprint());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.problem()).isEqualTo("not-entitled");
  }

  @Test
  void boxThatBoughtNothingPlaysNothing(House house) {
    assertThat(house.box(1).play(film.titleId()).status()).isEqualTo(200);
    assertThat(house.box(3).play(film.titleId()).status()).isEqualTo(404);
  }

  @Test
  void orderBeyondTheCreditLimitIsA402AndNoOrder(House house) {
    Subscriber eve = house.subscriber("eve");
    String dear = house.operator().offerPurchase(film.titleId(), House.CREDIT_LIMIT_MINOR + 1);

    Reply answer = eve.order(dear, UUID.randomUUID().toString(), Map.of());

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.problem()).isEqualTo("credit-limit");
    assertThat(eve.billMinor()).isZero();
    assertThat(eve.orders()).isEmpty();
  }

  @Test
  void sameKeyForAnotherOrderIsRefused(House house) {
    Subscriber bob = house.subscriber("bob");
    String key = UUID.randomUUID().toString();
    bob.order(film.rentalOffer(), key, Map.of()).require(201);
    long bill = bob.billMinor();

    Reply other = bob.order(film.purchaseOffer(), key, Map.of());
    Reply same = bob.order(film.rentalOffer(), key, Map.of());

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    assertThat(same.status()).isIn(200, 201);
    assertThat(bob.billMinor()).isEqualTo(bill);
  }

  @Test
  void strangerWithoutATicketGetsNoPeers(House house) {
    String infoHash = house.operator().swarms().findPath("infoHash").asText();
    StringBuilder query = new StringBuilder();
    for (int at = 0; at < 40; at += 2) {
      query.append('%').append(infoHash, at, at + 2);
    }

    Raw answer =
        Raw.get(
            house
                .addresses()
                .seeder()
                .resolve(
                    "/announce?info_hash="
                        + query
                        + "&peer_id=-XX0001-abcdefghijkl&port=6881&uploaded=0&downloaded=0&left=1&compact=1"));

    assertThat(answer.text()).contains("14:failure reason").doesNotContain("5:peers");
  }

  @Test
  void unknownTitleIsA404Problem(House house) {
    Reply answer = house.subscriber("ada").catalog().get("/api/titles/" + UUID.randomUUID());

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.problem()).isEqualTo("unknown-title");
  }

  @Test
  void emptyFilmIsRefusedAndNothingIsPublished(House house) throws IOException {
    Path empty = Files.createFile(scratch.resolve("empty.mp4"));
    String draft = house.operator().draft("Nothing to see");

    Reply answer = house.operator().upload(draft, Operator.file(empty), "video/mp4", Map.of());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.problem()).isEqualTo("empty-film");
    assertThat(house.operator().publish(draft).status()).isEqualTo(409);
  }

  private String tokenFor(House house, String thumbprint) {
    return house
        .subscriber("ada")
        .entitlementToken(entitlement, thumbprint)
        .require(201)
        .body()
        .path("token")
        .asText();
  }

  private static Reply license(House house, String token, DeviceKey device) {
    URI licenses = house.addresses().license().resolve("/api/licenses");
    return new Api(Raw.CLIENT, licenses)
        .post(
            "/api/licenses",
            Map.of("entitlementToken", token),
            Map.of("DPoP", device.proof("POST", licenses)));
  }
}
