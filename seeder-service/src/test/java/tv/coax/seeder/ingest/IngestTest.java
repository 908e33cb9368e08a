package tv.coax.seeder.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
import tv.coax.seeder.testing.RawUpload;
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
        .body("assetVersion", equalTo(List.of(2, 1)));
  }

  @Test
  void aFilmOfOneByteIsAFilm() throws Exception {
    JsonPath ingest = Films.ingested(Films.newTitle(""), Films.film(1), "registered");

    assertThat(ingest.getLong("totalBytes")).isEqualTo(1);
  }

  @Test
  void anUploadIsSeenWhileItRuns() throws Exception {
    UUID id = UUID.randomUUID();
    try (RawUpload upload =
        RawUpload.begin(
            url,
            Films.newTitle(""),
            "Content-Length: 300000",
            "Content-Type: video/mp4",
            "Ingest-Id: " + id)) {
      upload.send(new byte[200_000]);
      awaitBytes(id, 200_000);
      upload.send(new byte[100_000]);
      Films.await(id.toString(), "registered");
    }
  }

  @Test
  void registrationIsTriedAgainUntilTheCatalogAnswers() {
    JsonPath ingest = Films.ingested(Films.newTitle("later-"), Films.film(1000), "registered");

    assertThat(ingest.getString("reason")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"away-", "slow-"})
  void aCatalogThatIsAwayOrSlowKeepsNobodyFromUploading(String catalog) {
    Films.ingested(Films.newTitle(catalog), Films.film(1000), "registered");
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
}
