package tv.coax.catalog.entitlement;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tv.coax.catalog.CatalogTest;
import tv.coax.catalog.SeederResource;
import tv.coax.protection.device.DeviceKey;
import tv.coax.protection.entitlement.EntitlementToken;
import tv.coax.protection.entitlement.Right;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.ticket.Ticket;

@QuarkusTest
class DocumentTest extends CatalogTest {
  private static final DeviceKey BOX = DeviceKey.generate(Clock.systemUTC());
  private static final Map<String, String> DEVICE = Map.of("deviceThumbprint", THUMBPRINT);

  @Inject AgroalDataSource database;

  @Test
  void aTokenSaysWhatTheLicenseServiceNeedsAndVerifiesByThePublishedKeys() {
    OnSale film = onSale("Token", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.rental()).path("entitlementId");

    String jws =
        asSubscriber(ada)
            .body(DEVICE)
            .post("/api/entitlements/{id}/tokens", entitlement)
            .then()
            .statusCode(201)
            .extract()
            .path("token");

    var token = EntitlementToken.verify(jws, published(), "catalog-service", Clock.systemUTC());
    assertThat(token.entitlementId()).isEqualTo(entitlement);
    assertThat(token.accountId()).isEqualTo(ada);
    assertThat(token.titleId()).isEqualTo(film.id().toString());
    assertThat(token.assetVersion()).isEqualTo(1);
    assertThat(token.keyId()).startsWith("key-");
    assertThat(token.right()).isEqualTo(Right.RENTAL);
    assertThat(token.clocks().playbackWindow()).contains(Duration.ofHours(48));
    assertThat(token.clocks().startBy()).isPresent();
    assertThat(token.deviceThumbprint()).isEqualTo(THUMBPRINT);
    assertThat(Duration.between(token.issuedAt(), token.expiresAt()))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void everyTokenHasItsOwnId() {
    OnSale film = onSale("Tokens", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.purchase()).path("entitlementId");

    String first = token(ada, entitlement);
    String second = token(ada, entitlement);

    assertThat(
            EntitlementToken.verify(first, published(), "catalog-service", Clock.systemUTC()).id())
        .isNotEqualTo(
            EntitlementToken.verify(second, published(), "catalog-service", Clock.systemUTC())
                .id());
  }

  @Test
  void aTicketAdmitsTheDeviceToTheSwarmOfTheVersionThatWasBought() {
    OnSale film = onSale("Ticket", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.purchase()).path("entitlementId");
    sealed(film.id(), 2);
    publish(film);

    var ticket = ticket(ada, entitlement, Map.of("deviceThumbprint", BOX.thumbprint()));
    var named =
        ticket(ada, entitlement, Map.of("deviceThumbprint", BOX.thumbprint(), "assetVersion", 1));

    assertThat(ticket.infoHash()).isEqualTo(manifest(film, 1).wireInfoHash());
    assertThat(named.infoHash()).isEqualTo(manifest(film, 1).wireInfoHash());
    assertThat(ticket.deviceThumbprint()).isEqualTo(BOX.thumbprint());
    assertThat(Duration.between(ticket.issuedAt(), ticket.expiresAt()))
        .isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aTicketIsForWhoProvesToBeTheDeviceItNames() {
    OnSale film = onSale("Proof", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.purchase()).path("entitlementId");
    URI tickets = ticketsOf(entitlement);
    var longAgo = Clock.fixed(Instant.now().minusSeconds(121), ZoneOffset.UTC);

    refused(
        asSubscriber(ada)
            .body(Map.of("deviceThumbprint", BOX.thumbprint()))
            .post("/api/entitlements/{id}/tickets", entitlement));
    refused(ticketWith(ada, entitlement, "not.a.proof"));
    refused(
        ticketWith(ada, entitlement, DeviceKey.generate(Clock.systemUTC()).proof("POST", tickets)));
    refused(ticketWith(ada, entitlement, BOX.proof("GET", tickets)));
    refused(ticketWith(ada, entitlement, BOX.proof("POST", ticketsOf(film.id().toString()))));
    DeviceKey late = DeviceKey.generate(longAgo);
    refused(
        asSubscriber(ada)
            .body(Map.of("deviceThumbprint", late.thumbprint()))
            .header("DPoP", late.proof("POST", tickets))
            .post("/api/entitlements/{id}/tickets", entitlement));
    ticketWith(ada, entitlement, BOX.proof("POST", tickets)).then().statusCode(201);
  }

  @Test
  void aProofIsAcceptedOnceEvenWhenItIsSentManyTimesAtOnce() {
    OnSale film = onSale("Proof once", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.purchase()).path("entitlementId");
    String proof = BOX.proof("POST", ticketsOf(entitlement));

    var answers = Collections.synchronizedList(new ArrayList<Integer>());
    try (var copies = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 16; i++) {
        copies.submit(() -> answers.add(ticketWith(ada, entitlement, proof).statusCode()));
      }
    }

    assertThat(answers).hasSize(16).containsOnly(201, 403);
    assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
  }

  @Test
  void whatWasBoughtStaysTheVersionItWasWhateverIsUploadedAndPublishedLater() {
    OnSale film = onSale("Second cut", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.purchase()).path("entitlementId");
    sealed(film.id(), 2);
    publish(film);

    asSubscriber(ada).get("/api/entitlements").then().body("[0].assetVersion", equalTo(1));
    String manifest =
        asSubscriber(ada).get("/api/titles/{id}/manifest", film.id()).path("manifest");
    assertThat(Manifest.verify(manifest, SeederResource.KEY.asIssuerKeys(), "seeder-service"))
        .extracting(Manifest::assetVersion)
        .isEqualTo(1);
    assertThat(
            EntitlementToken.verify(
                    token(ada, entitlement), published(), "catalog-service", Clock.systemUTC())
                .assetVersion())
        .isEqualTo(1);
    asSubscriber(ada)
        .get("/api/titles/{id}/manifest?assetVersion=2", film.id())
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:coax:problem:not-entitled"));
    asSubscriber(ada)
        .body(Map.of("deviceThumbprint", THUMBPRINT, "assetVersion", 2))
        .post("/api/entitlements/{id}/tokens", entitlement)
        .then()
        .statusCode(403)
        .body("detail", equalTo("This entitlement is to version 1 of the title."));
  }

  @Test
  void anOrderGetsTheVersionThatIsPublishedNotTheOneThatWaits() {
    OnSale film = onSale("Waiting cut", 499, 199);
    sealed(film.id(), 2);
    String ada = newSubscriber();
    order(subscriberToken(ada), "before", film.rental()).then().statusCode(201);
    publish(film);
    order(subscriberToken(ada), "after", film.rental()).then().statusCode(201);

    asSubscriber(ada).get("/api/entitlements").then().body("assetVersion", equalTo(List.of(1, 2)));
    asSubscriber(ada)
        .get("/api/titles/{id}/manifest?assetVersion=2", film.id())
        .then()
        .statusCode(200);
  }

  @Test
  void theManifestIsGivenAsTheSeederSignedItAndOnlyToWhoIsEntitled() {
    OnSale film = onSale("Manifest", 499, 199);
    String ada = newSubscriber();

    asSubscriber(ada)
        .get("/api/titles/{id}/manifest", film.id())
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:coax:problem:not-entitled"));
    order(subscriberToken(ada), "k", film.purchase());
    String jws = asSubscriber(ada).get("/api/titles/{id}/manifest", film.id()).path("manifest");

    var manifest = Manifest.verify(jws, SeederResource.KEY.asIssuerKeys(), "seeder-service");
    assertThat(manifest.titleId()).isEqualTo(film.id().toString());
    asSubscriber(ada).get("/api/titles/{id}/manifest", UUID.randomUUID()).then().statusCode(404);
  }

  @Test
  void nobodyGetsATokenForAnotherAccountsEntitlement() {
    OnSale film = onSale("Mine", 499, 199);
    String entitlement =
        order(subscriberToken(newSubscriber()), "k", film.purchase()).path("entitlementId");

    asSubscriber(newSubscriber())
        .body(DEVICE)
        .post("/api/entitlements/{id}/tokens", entitlement)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:coax:problem:not-entitled"));
    asSubscriber(newSubscriber())
        .body(DEVICE)
        .post("/api/entitlements/{id}/tickets", UUID.randomUUID())
        .then()
        .statusCode(403);
  }

  @Test
  void aRentalThatRanOutGivesNoToken() throws SQLException {
    OnSale film = onSale("Ran out", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.rental()).path("entitlementId");

    try (var connection = database.getConnection();
        var statement =
            connection.prepareStatement(
                "update entitlement set start_by = now() - interval '49 hours' where id = ?::uuid")) {
      statement.setString(1, entitlement);
      statement.executeUpdate();
    }

    asSubscriber(ada)
        .body(DEVICE)
        .post("/api/entitlements/{id}/tokens", entitlement)
        .then()
        .statusCode(403);
    asSubscriber(ada).get("/api/titles/{id}/manifest", film.id()).then().statusCode(403);
  }

  @Test
  void aThumbprintIsAThumbprint() {
    OnSale film = onSale("Thumb", 499, 199);
    String ada = newSubscriber();
    String entitlement = order(subscriberToken(ada), "k", film.purchase()).path("entitlementId");

    asSubscriber(ada)
        .body(Map.of("deviceThumbprint", "short"))
        .post("/api/entitlements/{id}/tokens", entitlement)
        .then()
        .statusCode(400);
  }

  private static void publish(OnSale film) {
    asOperator().post("/api/titles/{id}/publish", film.id()).then().statusCode(200);
  }

  private static String token(String ada, String entitlement) {
    return asSubscriber(ada)
        .body(DEVICE)
        .post("/api/entitlements/{id}/tokens", entitlement)
        .path("token");
  }

  private static Ticket ticket(String ada, String entitlement, Map<String, ?> wanted) {
    String jws =
        asSubscriber(ada)
            .body(wanted)
            .header("DPoP", BOX.proof("POST", ticketsOf(entitlement)))
            .post("/api/entitlements/{id}/tickets", entitlement)
            .path("ticket");
    return Ticket.verify(jws, published(), "catalog-service", Clock.systemUTC());
  }

  private static URI ticketsOf(String entitlement) {
    return URI.create("http://catalog.test/api/entitlements/" + entitlement + "/tickets");
  }

  private static Response ticketWith(String ada, String entitlement, String proof) {
    return asSubscriber(ada)
        .body(Map.of("deviceThumbprint", BOX.thumbprint()))
        .header("DPoP", proof)
        .post("/api/entitlements/{id}/tickets", entitlement);
  }

  private static void refused(Response answer) {
    answer.then().statusCode(403).body("type", equalTo("urn:coax:problem:proof-invalid"));
  }

  private static Manifest manifest(OnSale film, int version) {
    return SeederResource.manifest(film.id(), version, film.id().hashCode() + version);
  }

  private static IssuerKeys published() {
    return IssuerKeys.of(given().get("/.well-known/jwks.json").asString());
  }
}
