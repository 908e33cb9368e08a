package tv.coax.seeder.seeding;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.session.Session;
import tv.coax.bittorrent.session.SessionConfig;
import tv.coax.bittorrent.session.TorrentHandle;
import tv.coax.bittorrent.torrent.AnnounceCredentials;
import tv.coax.bittorrent.torrent.TorrentOptions;
import tv.coax.bittorrent.torrent.TorrentStatus;
import tv.coax.protection.asset.AssetId;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.seeder.testing.Films;
import tv.coax.seeder.testing.Neighbours;
import tv.coax.testing.OidcResource;
import tv.coax.testing.PostgresResource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(OidcResource.class)
@WithTestResource(Neighbours.class)
class SeedingTest {
  private static final int LENGTH = 5_000_123;

  @Inject Seeding seeding;
  @Inject AssetFiles files;
  @Inject Vertx vertx;
  @TempDir Path box;

  @Test
  void aPeerWithATicketDownloadsFromTheSeederAndASecondFromBoth() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(LENGTH), "registered");
    AssetId asset = asset(ingest);

    try (Peer first = new Peer(1, box.resolve("1"))) {
      first.download(ingest.getString("infoHash"));
      try (Peer second = new Peer(2, box.resolve("2"))) {
        second.download(ingest.getString("infoHash"));

        assertThat(second.file(asset)).hasSameBinaryContentAs(files.sealed(asset));
      }
      assertThat(first.file(asset)).hasSameBinaryContentAs(files.sealed(asset));
    }
  }

  @Test
  void aStrangerWithoutATicketFindsNobody() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(LENGTH), "registered");

    try (Peer stranger = new Peer(0, box)) {
      TorrentHandle torrent =
          stranger.add(ingest.getString("infoHash"), AnnounceCredentials.none());
      TimeUnit.MILLISECONDS.sleep(1500);

      TorrentStatus status = torrent.status().toCompletableFuture().get(5, TimeUnit.SECONDS);
      assertThat(status.peers()).isEmpty();
      assertThat(status.verifiedBytes()).isZero();
    }
  }

  @Test
  void aRestartSeedsOn() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(LENGTH), "registered");

    seeding.stop(null);
    seeding.start(null);

    awaitState(ingest, "seeding");
    try (Peer peer = new Peer(1, box)) {
      peer.download(ingest.getString("infoHash"));
      assertThat(peer.file(asset(ingest))).hasSameBinaryContentAs(files.sealed(asset(ingest)));
    }
  }

  @Test
  void anAssetWhoseFileIsMissingSaysSoAndTheOthersAreSeeded() throws Exception {
    JsonPath missing = Films.ingested(Films.newTitle(""), Films.film(1000), "registered");
    JsonPath shorter = Films.ingested(Films.newTitle(""), Films.film(1001), "registered");
    JsonPath whole = Films.ingested(Films.newTitle(""), Films.film(1002), "registered");
    seeding.stop(null);
    Files.delete(files.sealed(asset(missing)));
    Files.write(files.sealed(asset(shorter)), new byte[10]);
    seeding.start(null);

    awaitState(missing, "failed");
    awaitState(shorter, "failed");
    awaitState(whole, "seeding");
    given()
        .auth()
        .oauth2(Films.operator())
        .get("/api/swarms")
        .then()
        .statusCode(200)
        .body(
            "find { it.infoHash == '" + missing.getString("infoHash") + "' }.reason",
            equalTo(
                "The sealed file " + files.sealed(asset(missing)).getFileName() + " is missing."))
        .body("titleId", hasItem(whole.getString("titleId")));
  }

  @Test
  void aFileThatIsPutBackIsSeededAgain() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(LENGTH), "registered");
    Path sealed = files.sealed(asset(ingest));
    Path aside = box.resolve("aside");
    seeding.stop(null);
    Files.move(sealed, aside);
    seeding.start(null);
    awaitState(ingest, "failed");

    Files.move(aside, sealed);
    seeding.retry();

    awaitState(ingest, "seeding");
  }

  @Test
  void aDamagedFileIsNamedAndHealedByAPeer() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(LENGTH), "registered");
    AssetId asset = asset(ingest);
    try (Peer peer = new Peer(1, box)) {
      peer.download(ingest.getString("infoHash"));
      seeding.stop(null);
      try (FileChannel file = FileChannel.open(files.sealed(asset), StandardOpenOption.WRITE)) {
        file.write(ByteBuffer.wrap(new byte[100]), 70_000);
      }
      Files.deleteIfExists(files.resume(asset));
      seeding.start(null);
      awaitState(ingest, "damaged");

      peer.connect(seeding.listenAddress());

      awaitState(ingest, "seeding");
      assertThat(peer.file(asset)).hasSameBinaryContentAs(files.sealed(asset));
    }
  }

  @Test
  void metricsAndHealthTellOfTheSeeding() {
    Films.ingested(Films.newTitle(""), Films.film(1000), "registered");

    String metrics =
        given()
            .get(Neighbours.inside().resolve("/q/metrics"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(metrics)
        .contains("coax_seeding_uploaded_bytes")
        .contains("coax_ingests_total{outcome=\"sealed\"}")
        .contains("coax_tracker_peers");
    given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("seeding"));
    String openApi =
        given()
            .get(Neighbours.inside().resolve("/q/openapi"))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(openApi).contains("/announce").contains("/api/titles/{titleId}/assets");
    given().get("/q/metrics").then().statusCode(404);
    given().get("/q/openapi").then().statusCode(404);
  }

  private void awaitState(JsonPath ingest, String state) {
    String path = "find { it.infoHash == '" + ingest.getString("infoHash") + "' }.state";
    long end = System.nanoTime() + 20_000_000_000L;
    String seen = "";
    while (!state.equals(seen) && System.nanoTime() < end) {
      seen = given().auth().oauth2(Films.operator()).get("/api/swarms").jsonPath().getString(path);
      Films.pause();
    }
    assertThat(seen).isEqualTo(state);
  }

  private static AssetId asset(JsonPath ingest) {
    return new AssetId(ingest.getString("titleId"), ingest.getInt("assetVersion"));
  }

  /** An engine of its own on a port of its own, as a box has. */
  private final class Peer implements AutoCloseable {
    private final int device;
    private final Path directory;
    private final Session session;
    private TorrentHandle downloaded;

    Peer(int device, Path directory) throws Exception {
      this.device = device;
      this.directory = Files.createDirectories(directory);
      this.session =
          Session.start(
                  vertx,
                  SessionConfig.defaults()
                      .withListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
              .toCompletableFuture()
              .get(10, TimeUnit.SECONDS);
    }

    TorrentHandle add(String infoHash, AnnounceCredentials credentials) throws Exception {
      byte[] torrent = given().get("/torrents/{hash}.torrent", infoHash).asByteArray();
      return session.add(
          Metainfo.parse(torrent),
          directory,
          TorrentOptions.defaults().withCredentials(credentials));
    }

    void download(String infoHash) throws Exception {
      String ticket = Neighbours.ticket(infoHash, Neighbours.device(device));
      downloaded = add(infoHash, () -> CompletableFuture.completedStage(Optional.of(ticket)));
      downloaded.whenComplete().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    void connect(InetSocketAddress seeder) {
      downloaded.addPeer(seeder);
    }

    Path file(AssetId asset) {
      return directory.resolve(AssetFiles.nameOf(asset));
    }

    @Override
    public void close() throws Exception {
      session.close().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
