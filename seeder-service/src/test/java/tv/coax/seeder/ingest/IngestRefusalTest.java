package tv.coax.seeder.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.coax.seeder.testing.Films;
import tv.coax.seeder.testing.Neighbours;
import tv.coax.seeder.testing.RawUpload;
import tv.coax.testing.OidcResource;
import tv.coax.testing.PostgresResource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(OidcResource.class)
@WithTestResource(Neighbours.class)
class IngestRefusalTest {
  @TestHTTPResource URI url;

  @Test
  void anEmptyFilmIsRefused() {
    given()
        .auth()
        .oauth2(Films.operator())
        .contentType("video/mp4")
        .body(new byte[0])
        .post("/api/titles/{title}/assets", Films.newTitle(""))
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:coax:problem:empty-film"));
  }

  @Test
  void aFilmWithoutALengthIsRefused() throws Exception {
    try (RawUpload upload =
        RawUpload.begin(url, "t1", "Transfer-Encoding: chunked", "Content-Type: video/mp4")) {
      upload.send("5\r\nhello\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      assertThat(upload.answer()).startsWith("HTTP/1.1 411").contains("length-required");
    }
  }

  @Test
  void anUnreadableMediaTypeIsRefused() throws Exception {
    try (RawUpload upload = RawUpload.begin(url, "t1", "Content-Length: 5", "Content-Type: film")) {
      upload.send("hello".getBytes(StandardCharsets.US_ASCII));

      assertThat(upload.answer()).startsWith("HTTP/1.1 415").contains("urn:coax:problem:");
    }
  }

  @Test
  void aTitleTheCatalogDoesNotKnowIsRefusedBeforeTheFilmIsRead() throws Exception {
    String title = Films.newTitle("absent-");

    try (RawUpload upload =
        RawUpload.begin(url, title, "Content-Length: 5000000", "Content-Type: video/mp4")) {
      assertThat(upload.answer()).startsWith("HTTP/1.1 404").contains("unknown-title");
    }
    given()
        .auth()
        .oauth2(Films.operator())
        .queryParam("titleId", title)
        .get("/api/ingests")
        .then()
        .body("size()", equalTo(0));
  }

  @Test
  void anIngestIdIsUsedOnce() {
    UUID id = UUID.randomUUID();
    given()
        .auth()
        .oauth2(Films.operator())
        .contentType(ContentType.BINARY)
        .header("Ingest-Id", id)
        .body(Films.film(10))
        .post("/api/titles/{title}/assets", Films.newTitle(""))
        .then()
        .statusCode(201)
        .body("ingestId", equalTo(id.toString()));
    given()
        .auth()
        .oauth2(Films.operator())
        .contentType(ContentType.BINARY)
        .header("Ingest-Id", id)
        .body(Films.film(10))
        .post("/api/titles/{title}/assets", Films.newTitle(""))
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:coax:problem:ingest-id-used"));
  }

  @Test
  void anIngestIdIsUsedOnceAlsoWhileItsUploadRuns() throws Exception {
    UUID id = UUID.randomUUID();
    String title = Films.newTitle("");
    try (RawUpload upload =
        RawUpload.begin(
            url, title, "Content-Length: 1000", "Content-Type: video/mp4", "Ingest-Id: " + id)) {
      Films.await(id.toString(), "receiving");

      given()
          .auth()
          .oauth2(Films.operator())
          .contentType(ContentType.BINARY)
          .header("Ingest-Id", id)
          .body(Films.film(10))
          .post("/api/titles/{title}/assets", title)
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:coax:problem:ingest-id-used"));
      upload.send(new byte[1000]);
      Films.await(id.toString(), "registered");
    }
  }

  @Test
  void onlyOperatorsBringFilmsIn() {
    given()
        .contentType("video/mp4")
        .body(new byte[1])
        .post("/api/titles/t/assets")
        .then()
        .statusCode(401);
    given()
        .auth()
        .oauth2(OidcResource.token("ada", "subscriber"))
        .contentType("video/mp4")
        .body(new byte[1])
        .post("/api/titles/t/assets")
        .then()
        .statusCode(403);
    given().get("/api/ingests").then().statusCode(401);
    given().get("/api/swarms").then().statusCode(401);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    given()
        .get("/torrents/{hash}.torrent", "ab".repeat(20))
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-torrent"));
    given()
        .auth()
        .oauth2(Films.operator())
        .get("/api/ingests/{id}", UUID.randomUUID())
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:coax:problem:unknown-ingest"));
  }
}
