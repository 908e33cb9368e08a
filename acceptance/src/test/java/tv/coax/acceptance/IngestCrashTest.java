package tv.coax.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An ingest that is killed in the middle leaves nothing behind, and the film can be brought in
 * again.
 */
@ExtendWith(House.Extension.class)
class IngestCrashTest {
  private static final int FILM_BYTES = 8 << 20;

  @Test
  void killedIngestIsCleanedAndTheFilmComesInAtTheSecondTry(House house) throws IOException {
    String titleId = house.operator().draft("Interrupted");
    Path film = house.randomFilm(FILM_BYTES);
    String ingestId = UUID.randomUUID().toString();
    SlowStream slow = new SlowStream(Files.newInputStream(film));
    CompletableFuture<Void> upload =
        CompletableFuture.runAsync(() ->
            house
                .operator()
                .upload(
                    titleId,
                    BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> slow), FILM_BYTES),
                    "application/octet-stream",
                    Map.of("Ingest-Id", ingestId)));
    Await.until(
        "the upload is under way",
        () -> house.operator().ingest(ingestId).path("receivedBytes").asLong() > 0);

    house.kill("seeder-service");
    slow.release();
    assertThat(upload).failsWithin(java.time.Duration.ofSeconds(60));
    house.awaitReady("seeder-service");

    assertThat(house.operator().ingest(ingestId).path("state").asText()).isEqualTo("failed");
    assertThat(partFiles(house)).isEmpty();
    house
        .operator()
        .upload(titleId, Operator.file(film), "application/octet-stream", Map.of())
        .require(201);
  }

  private static java.util.List<Path> partFiles(House house) throws IOException {
    try (Stream<Path> files = Files.walk(house.directory("seeder-service"))) {
      return files.filter(file -> file.toString().endsWith(".part")).toList();
    }
  }

  /** Gives half of the film and then holds the rest back until it is released. */
  private static final class SlowStream extends InputStream {
    private final InputStream source;
    private final CompletableFuture<Void> released = new CompletableFuture<>();
    private long given;

    SlowStream(InputStream source) {
      this.source = source;
    }

    void release() {
      released.complete(null);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (given > FILM_BYTES / 2) {
        released.join();
      }
      int got = source.read(into, offset, length);
      given += Math.max(got, 0);
      return got;
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }
}
