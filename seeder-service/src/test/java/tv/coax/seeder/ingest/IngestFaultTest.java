package tv.coax.seeder.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.protection.asset.AssetId;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.seeder.testing.Films;
import tv.coax.seeder.testing.Neighbours;
import tv.coax.seeder.testing.RawUpload;
import tv.coax.service.problem.Problem;
import tv.coax.testing.OidcResource;
import tv.coax.testing.PostgresResource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(OidcResource.class)
@WithTestResource(Neighbours.class)
class IngestFaultTest {
  @TestHTTPResource URI url;
  @Inject AssetFiles files;
  @Inject Ingests ingests;
  @Inject IngestRecovery recovery;
  @Inject IngestConfig config;

  @Test
  void aBodyThatEndsEarlyLeavesNothingButTheReason() throws Exception {
    UUID id = UUID.randomUUID();
    String title = Films.newTitle("");

    try (RawUpload upload =
        RawUpload.begin(
            url, title, "Content-Length: 5000000", "Content-Type: video/mp4", "Ingest-Id: " + id)) {
      upload.send(new byte[100_000]);
    }

    JsonPath ingest = Films.await(id.toString(), "failed");
    assertThat(ingest.getString("reason")).contains("of 5000000 bytes");
    assertThat(filesOf(title)).isEmpty();
  }

  @Test
  void withoutAContentKeyNothingIsKept() {
    String title = Films.newTitle("nokey-");

    Films.upload(title, Films.film(1000))
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:coax:problem:content-key-unavailable"))
        .body("detail", containsString("license service"));
    given()
        .auth()
        .oauth2(Films.operator())
        .queryParam("titleId", title)
        .get("/api/ingests")
        .then()
        .body("state", hasItem("failed"));
    assertThat(filesOf(title)).isEmpty();
  }

  @Test
  void aTitleTheCatalogDoesNotKnowIsWithdrawn() throws Exception {
    String title = Films.newTitle("unknown-");

    JsonPath ingest = Films.ingested(title, Films.film(1000), "failed");

    assertThat(ingest.getString("reason")).contains("knows no title");
    long end = System.nanoTime() + 10_000_000_000L;
    while (!filesOf(title).isEmpty() && System.nanoTime() < end) {
      Films.pause();
    }
    assertThat(filesOf(title)).isEmpty();
  }

  @Test
  void anIngestThatWasKilledIsCleanedAtTheNextStart() throws Exception {
    String title = Films.newTitle("");
    UUID id = UUID.randomUUID();
    AssetId asset = ingests.begin(new Film(id, title, Optional.empty(), "video/mp4", 99)).assetId();
    Files.write(files.part(asset), new byte[50]);
    Path stray = files.part(new AssetId(Films.newTitle(""), 1));
    Files.write(stray, new byte[5]);

    recovery.atStart(null);

    JsonPath ingest = Films.await(id.toString(), "failed");
    assertThat(ingest.getString("reason")).contains("Send it again");
    assertThat(filesOf(title)).isEmpty();
    assertThat(stray).doesNotExist();
  }

  @Test
  void aFilmThatDoesNotFitOnTheDiskIsRefusedBeforeItIsRead() throws Exception {
    DiskSpace disk = new DiskSpace(files, config);

    disk.requireRoomFor(1);
    assertThatThrownBy(() -> disk.requireRoomFor(files.freeBytes()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.name()).isEqualTo("disk-full"));
  }

  private List<String> filesOf(String title) {
    String[] names = files.directory().toFile().list((dir, name) -> name.startsWith(title));
    return names == null ? List.of() : List.of(names);
  }
}
