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
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.metainfo.Metainfo;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.manifest.Manifest;
import tv.coax.protection.sealing.SealedReader;
import tv.coax.protection.sealing.SealedSource;
import tv.coax.seeder.asset.AssetFiles;
import tv.coax.seeder.testing.Films;
import tv.coax.seeder.testing.Neighbours;
import tv.coax.service.problem.Problem;
import tv.coax.testing.OidcResource;
import tv.coax.testing.PostgresResource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(OidcResource.class)
@WithTestResource(Neighbours.class)
class IngestTest {
  private static final int ODD_LENGTH = 3 * 1024 * 1024 + 77;

  @TestHTTPResource URI url;
  @Inject AssetFiles files;
  @Inject Ingests ingests;
  @Inject IngestRecovery recovery;
  @Inject IngestConfig config;

  @Test
  void aFilmIsSealedDescribedAndRegistered() throws Exception {
    String title = Films.newTitle("");
    byte[] film = Films.film(ODD_LENGTH);

    JsonPath ingest = Films.ingested(title, film, "registered");

    Manifest manifest =
        Manifest.verify(
            ingest.getString("manifest"),
            IssuerKeys.http(url.resolve("/.well-known/jwks.json")),
            "seeder-service");
    assertThat(manifest.asset()).isEqualTo(new AssetId(title, 1));
    assertThat(manifest.plainBytes()).isEqualTo(film.length);
    assertThat(manifest.plainSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(film)));
    assertThat(ingest.getLong("receivedBytes")).isEqualTo(film.length);
    assertThat(ingest.getString("fileName")).isEqualTo("film.bin");
    assertThat(opened(manifest)).isEqualTo(film);
  }

  @Test
  void theTorrentIsHybridPrivateAndOfTheSealedFile() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(200_000), "registered");
    String infoHash = ingest.getString("infoHash");

    byte[] bencoded =
        given()
            .get("/torrents/{hash}.torrent", infoHash)
            .then()
            .statusCode(200)
            .contentType("application/x-bittorrent")
            .extract()
            .asByteArray();

    Metainfo torrent = Metainfo.parse(bencoded);
    assertThat(torrent.version()).isEqualTo(TorrentVersion.HYBRID);
    assertThat(torrent.infoHashes().wire().hex()).isEqualTo(infoHash);
    assertThat(torrent.isPrivate()).isTrue();
    assertThat(torrent.announce().getFirst()).containsExactly(url.resolve("/announce"));
    assertThat(torrent.layout().pieceLength() % 65_536).isZero();
  }

  @Test
  void theSameTitleAgainIsTheNextVersion() {
    String title = Films.newTitle("");

    Films.upload(title, Films.film(1000)).then().statusCode(201).body("assetVersion", equalTo(1));
    Films.upload(title, Films.film(1000)).then().statusCode(201).body("assetVersion", equalTo(2));
    given()
        .auth()
        .oauth2(Films.operator())
        .queryParam("titleId", title)
        .get("/api/ingests")
        .then()
        .statusCode(200)
        .body("assetVersion", equalTo(java.util.List.of(2, 1)));
  }

  @Test
  void aFilmOfOneByteIsAFilm() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(1), "registered");

    assertThat(ingest.getLong("totalBytes")).isEqualTo(1);
  }

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
    String answer =
        raw(
            "POST /api/titles/t1/assets HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
                + "Content-Type: video/mp4\r\n",
            "5\r\nhello\r\n0\r\n\r\n",
            true);

    assertThat(answer).startsWith("HTTP/1.1 411").contains("length-required");
  }

  @Test
  void anUnreadableMediaTypeIsRefused() throws Exception {
    String answer =
        raw(
            "POST /api/titles/t1/assets HTTP/1.1\r\nContent-Length: 5\r\nContent-Type: film\r\n",
            "hello",
            true);

    assertThat(answer).startsWith("HTTP/1.1 415").contains("urn:coax:problem:");
  }

  @Test
  void aBodyThatEndsEarlyLeavesNothingButTheReason() throws Exception {
    UUID id = UUID.randomUUID();
    String title = Films.newTitle("");

    raw(
        "POST /api/titles/"
            + title
            + "/assets HTTP/1.1\r\nContent-Length: 5000000\r\n"
            + "Content-Type: video/mp4\r\nIngest-Id: "
            + id
            + "\r\n",
        "x".repeat(100_000),
        false);

    JsonPath ingest = Films.await(id.toString(), "failed");
    assertThat(ingest.getString("reason")).contains("of 5000000 bytes");
    assertThat(filesOf(title)).isEmpty();
  }

  @Test
  void anUploadIsSeenWhileItRuns() throws Exception {
    UUID id = UUID.randomUUID();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          head(
              "POST /api/titles/"
                  + Films.newTitle("")
                  + "/assets HTTP/1.1\r\n"
                  + "Content-Length: 300000\r\nContent-Type: video/mp4\r\nIngest-Id: "
                  + id
                  + "\r\n"));
      out.write(new byte[200_000]);
      out.flush();
      awaitBytes(id, 200_000);
      out.write(new byte[100_000]);
      out.flush();
      Films.await(id.toString(), "registered");
    }
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
  void registrationIsTriedAgainUntilTheCatalogAnswers() {
    JsonPath ingest = Films.ingested(Films.newTitle("later-"), Films.film(1000), "registered");

    assertThat(ingest.getString("reason")).isNull();
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

  private byte[] opened(Manifest manifest) throws Exception {
    Path sealed = files.sealed(manifest.asset());
    try (SealedReader reader =
        new SealedReader(
            new FileSource(sealed),
            Neighbours.contentKey(manifest.titleId(), manifest.assetVersion()),
            manifest.associatedData())) {
      ByteBuffer plain = reader.read(0, (int) reader.plainLength()).toCompletableFuture().get();
      byte[] bytes = new byte[plain.remaining()];
      plain.get(bytes);
      return bytes;
    }
  }

  private record FileSource(Path file) implements SealedSource {
    @Override
    public long length() {
      return file.toFile().length();
    }

    @Override
    public CompletionStage<ByteBuffer> read(long offset, int length) {
      try (FileChannel channel = FileChannel.open(file)) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) > 0) {}
        return CompletableFuture.completedStage(bytes.flip());
      } catch (IOException e) {
        return CompletableFuture.failedStage(e);
      }
    }
  }

  private java.util.List<String> filesOf(String title) {
    String[] names = files.directory().toFile().list((dir, name) -> name.startsWith(title));
    return names == null ? java.util.List.of() : java.util.List.of(names);
  }

  private void awaitBytes(UUID id, long bytes) {
    long end = System.nanoTime() + 20_000_000_000L;
    long seen = 0;
    while (seen < bytes && System.nanoTime() < end) {
      JsonPath ingest =
          given().auth().oauth2(Films.operator()).get("/api/ingests/{id}", id).jsonPath();
      seen = ingest.getString("state") == null ? 0 : ingest.getLong("receivedBytes");
      Films.pause();
    }
    assertThat(seen).isEqualTo(bytes);
  }

  private static byte[] head(String head) {
    return (head + "Host: 127.0.0.1\r\nAuthorization: Bearer " + Films.operator() + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String raw(String head, String body, boolean answerWanted) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head(head));
      socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return answerWanted ? new String(readAnswer(socket), StandardCharsets.UTF_8) : "";
    }
  }

  private static byte[] readAnswer(Socket socket) throws IOException {
    byte[] answer = new byte[8192];
    int length = 0;
    while (length < answer.length
        && !new String(answer, 0, length, StandardCharsets.UTF_8).endsWith("}")) {
      int count = socket.getInputStream().read(answer, length, answer.length - length);
      if (count < 0) {
        break;
      }
      length += count;
    }
    return java.util.Arrays.copyOf(answer, length);
  }
}
