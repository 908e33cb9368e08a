package tv.coax.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.coax.agent.operator.Catalog;
import tv.coax.agent.operator.Film;
import tv.coax.agent.operator.Operator;
import tv.coax.protection.asset.AssetId;
import tv.coax.protection.entitlement.Clocks;
import tv.coax.protection.entitlement.Right;

/** The packaged box against an operator that signs, seals and seeds for real. */
class BoxIT {

  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private Operator operator;
  private BoxProcess box;
  private Film film;

  @BeforeEach
  void open() throws Exception {
    operator = new Operator();
    box = new BoxProcess(directory.resolve("box"), operator);
  }

  @AfterEach
  void close() throws Exception {
    box.close();
    if (film != null) {
      film.close();
    }
    operator.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void aBoughtFilmPlaysWhileItArrives() throws Exception {
    film = film("slow", 6 * MEBIBYTE + 123, MEBIBYTE);
    box.start().paired();

    Catalog.Granted granted = operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle("slow", "the film is playable", t -> t.path("playable").asBoolean());
    byte[] plain = film.plain();
    int middle = plain.length / 2 - 77;
    HttpResponse<byte[]> part = play("slow", "Range", "bytes=" + middle + "-" + (middle + 100_000));
    JsonNode meanwhile = box.title("slow");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(plain, middle, middle + 100_001));
    assertThat(meanwhile.path("state").asText()).isEqualTo("downloading");
    assertThat(meanwhile.path("verifiedBytes").asLong()).isLessThan(film.manifest().sealedBytes());

    HttpResponse<byte[]> whole = play("slow");
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(plain);
    assertThat(whole.headers().firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(whole.headers().firstValue("Cache-Control")).hasValue("no-store");

    JsonNode title =
        box.awaitTitle("slow", "the film is here", t -> t.path("state").asText().equals("ready"));
    assertThat(title.path("sources").properties()).hasSize(1);
    assertThat(title.path("latestStart").asText()).isNotEmpty();
    for (String step :
        new String[] {"learnedAt", "manifestAt", "licensedAt", "firstByteAt", "completeAt"}) {
      assertThat(title.path("timeline").path(step).asText()).as(step).isNotEmpty();
    }
    assertThat(operator.log())
        .contains("POST /license/api/licenses " + granted.correlationId())
        .contains("GET /torrents/slow " + granted.correlationId());
    assertThat(plainBlocksOnDisk(plain)).isEmpty();
  }

  @Test
  void rangesAreThoseOfTheOriginal() throws Exception {
    film = film("quick", MEBIBYTE + 4321, 0);
    box.start().paired();
    operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle(
        "quick",
        "the film is here",
        t -> t.path("state").asText().equals("ready") && t.path("playable").asBoolean());
    byte[] plain = film.plain();
    int length = plain.length;

    HttpResponse<byte[]> head = box.send("HEAD", "/play/quick");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(length);
    assertThat(head.headers().firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(Files.exists(box.data().resolve("plays"))).isFalse();

    for (int[] range :
        new int[][] {
          {0, 0},
          {65_479, 65_480},
          {65_480, 65_480},
          {130_999, 131_001},
          {0, length - 1},
          {length - 1, length - 1}
        }) {
      HttpResponse<byte[]> part = play("quick", "Range", "bytes=" + range[0] + "-" + range[1]);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.headers().firstValue("Content-Range"))
          .hasValue("bytes " + range[0] + "-" + range[1] + "/" + length);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(plain, range[0], range[1] + 1));
    }
    assertThat(play("quick", "Range", "bytes=-500").body())
        .isEqualTo(Arrays.copyOfRange(plain, length - 500, length));
    assertThat(play("quick", "Range", "bytes=900000-").body())
        .isEqualTo(Arrays.copyOfRange(plain, 900_000, length));
    HttpResponse<byte[]> behind = play("quick", "Range", "bytes=" + length + "-");
    assertThat(behind.statusCode()).isEqualTo(416);
    assertThat(behind.headers().firstValue("Content-Range")).hasValue("bytes */" + length);
    String etag = head.headers().firstValue("ETag").orElseThrow();
    assertThat(play("quick", "Range", "bytes=0-9", "If-Range", etag).statusCode()).isEqualTo(206);
    assertThat(play("quick", "Range", "bytes=0-9", "If-Range", "\"other\"").body())
        .isEqualTo(plain);

    assertThat(box.get("/play/unknown").statusCode()).isEqualTo(404);
    assertThat(raw("GET /play/quick HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(box.get("/api/library", "Origin", "http://127.0.0.1:8481").statusCode())
        .isEqualTo(403);
    assertThat(box.send("POST", "/play/quick").statusCode()).isEqualTo(405);
  }

  @Test
  void aBoxThatIsKilledAgainAndAgainLosesNothing() throws Exception {
    film = film("long", 8 * MEBIBYTE, 2 * MEBIBYTE);
    box.start();
    box.post("/api/pairing");
    box.await("a code is shown", () -> box.status().path("pairing").has("userCode"));
    box.kill();
    box.start();
    assertThat(box.status().path("pairing").path("userCode").asText()).isEqualTo("WDJB-MJHT");
    operator.login().askToSlowDown();
    operator.login().approve("ada");
    box.await("the box is paired", () -> box.status().path("paired").asBoolean());
    assertThat(operator.log().stream().filter(l -> l.startsWith("POST /realm/device"))).hasSize(1);

    operator.takeAway("/license");
    operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    JsonNode held =
        box.awaitTitle(
            "long", "the library says what is missing", t -> !t.path("reason").asText().isEmpty());
    assertThat(held.path("licensed").asBoolean()).isFalse();
    HttpResponse<byte[]> refused = play("long");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(text(refused)).contains("urn:coax:problem:no-license");
    box.awaitTitle(
        "long", "half the film is here", t -> t.path("verifiedBytes").asLong() > 3 * MEBIBYTE);
    box.kill();
    operator.bringBack("/license");
    box.start();

    JsonNode here =
        box.awaitTitle(
            "long",
            "the film is here",
            t -> t.path("state").asText().equals("ready") && t.path("licensed").asBoolean());
    assertThat(here.path("verifiedBytes").asLong()).isEqualTo(film.manifest().sealedBytes());
    assertThat(play("long").body()).isEqualTo(film.plain());
    for (String secret : new String[] {"session.json", "device-key.json"}) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(box.data().resolve(secret))))
          .isEqualTo("rw-------");
    }

    box.kill();
    operator.takeAway("/");
    box.start();
    box.awaitTitle("long", "the film is playable offline", t -> t.path("playable").asBoolean());
    assertThat(play("long").body()).isEqualTo(film.plain());
  }

  @Test
  void aCorruptPieceOnTheDiskIsFoundAndFetchedAgain() throws Exception {
    film = film("sick", 3 * MEBIBYTE, 0);
    box.start().paired();
    operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle(
        "sick",
        "the film is here",
        t -> t.path("state").asText().equals("ready") && t.path("playable").asBoolean());
    Path sealed = box.data().resolve("assets/sick-1").resolve(film.sealedName());

    damage(sealed, MEBIBYTE + 5);
    HttpResponse<byte[]> part = play("sick", "Range", "bytes=1000000-1200000");
    damage(sealed, 3);
    HttpResponse<byte[]> whole = play("sick");

    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(film.plain(), 1_000_000, 1_200_001));
    assertThat(whole.body()).isEqualTo(film.plain());
    box.awaitTitle(
        "sick", "the film is whole again", t -> t.path("state").asText().equals("ready"));
  }

  @Test
  void aRentalEndsWithItsWindowAndTimeNeverGoesBack() throws Exception {
    film = film("rented", MEBIBYTE / 2, 0);
    box.start().paired();
    Instant soon = Instant.now().plus(Duration.ofDays(2));
    operator
        .catalog()
        .grant(
            film,
            Right.RENTAL,
            new Clocks(Optional.of(soon), Optional.of(Duration.ofSeconds(4)), Optional.empty()));
    JsonNode ready =
        box.awaitTitle(
            "rented",
            "the rental is here",
            t -> t.path("state").asText().equals("ready") && t.path("playable").asBoolean());
    assertThat(Instant.parse(ready.path("latestStart").asText()).getEpochSecond())
        .isEqualTo(soon.getEpochSecond());

    assertThat(play("rented", "Range", "bytes=0-9").statusCode()).isEqualTo(206);
    assertThat(box.data().resolve("plays")).isDirectoryContaining("glob:**.json");
    box.awaitTitle("rented", "the window is over", t -> !t.path("playable").asBoolean());
    assertThat(text(play("rented"))).contains("license-expired");

    operator.licenses().runAhead(Duration.ofDays(20));
    Instant end = Instant.now().plus(Duration.ofDays(10));
    operator
        .catalog()
        .grant(
            film,
            Right.SUBSCRIPTION,
            new Clocks(Optional.empty(), Optional.empty(), Optional.of(end)));
    box.await(
        "the second license is here",
        () -> box.log().lines().filter(l -> l.contains("playback can start")).count() > 2);
    assertThat(text(play("rented"))).contains("license-expired");
    box.kill();
    operator.takeAway("/");
    box.start();
    assertThat(text(play("rented"))).contains("license-expired");
  }

  @Test
  void aCopiedDiskPlaysNothing() throws Exception {
    film = film("copied", MEBIBYTE / 2, 0);
    box.start().paired();
    operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle(
        "copied",
        "the film is here",
        t -> t.path("state").asText().equals("ready") && t.path("playable").asBoolean());

    try (BoxProcess thief = new BoxProcess(directory.resolve("thief"), operator);
        BoxProcess holder = new BoxProcess(directory.resolve("holder"), operator)) {
      for (String part : new String[] {"licenses", "library", "assets", "keys"}) {
        copy(box.data().resolve(part), thief.data().resolve(part));
      }
      copy(box.data().resolve("assets"), holder.data().resolve("assets"));
      thief.start();
      holder.start();

      HttpResponse<byte[]> stolen = thief.get("/play/copied");
      HttpResponse<byte[]> held = holder.get("/play/copied");

      assertThat(stolen.statusCode()).isEqualTo(403);
      assertThat(text(stolen)).contains("no-license").contains("another device");
      assertThat(held.statusCode()).isEqualTo(403);
      assertThat(text(held)).contains("no-license");
    }
  }

  @Test
  void aBoxThatIsPairedWithAnotherAccountShowsAndPlaysNothingOfTheFormer() throws Exception {
    film = film("hers", MEBIBYTE / 2, 0);
    box.start().paired();
    operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle(
        "hers",
        "the film is here",
        t -> t.path("state").asText().equals("ready") && t.path("playable").asBoolean());

    unpair();
    assertThat(play("hers").body()).isEqualTo(film.plain());

    box.paired("eve");
    box.await("eve's library is shown", () -> box.title("hers").isMissingNode());
    assertThat(play("hers").statusCode()).isEqualTo(403);
    operator.catalog().grant("eve", film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle("hers", "eve's own is here", t -> t.path("playable").asBoolean());
    box.kill();
    box.start();
    assertThat(box.library()).hasSize(1);

    unpair();
    box.paired("ada");
    box.awaitTitle("hers", "ada's is here again", t -> t.path("playable").asBoolean());
    assertThat(box.library()).hasSize(1);
  }

  @Test
  void whenTheVersionChangesTheFormerOnePlaysUntilTheNewOneIsHere() throws Exception {
    film = film("again", MEBIBYTE / 2, 0);
    box.start().paired();
    Catalog.Granted granted = operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle(
        "again",
        "the film is here",
        t -> t.path("state").asText().equals("ready") && t.path("playable").asBoolean());
    byte[] cut = Arrays.copyOfRange(film.plain(), 1000, film.plain().length - 1000);

    operator.takeAway("/license/api/licenses");
    try (Film second =
        new Film(
            vertx, directory.resolve("seeder"), operator.url(), new AssetId("again", 2), cut, 0)) {
      operator.catalog().publish(second);
      operator.catalog().change(granted, second);
      operator.catalog().breakStreams();
      box.awaitTitle(
          "again",
          "the second version lies here without a license",
          t -> t.path("assetVersion").asInt() == 2 && t.path("state").asText().equals("ready"));
      assertThat(play("again").body()).isEqualTo(film.plain());
      box.kill();
      box.start();
      box.awaitTitle(
          "again", "a version plays after the kill", t -> t.path("playable").asBoolean());
      assertThat(play("again").body()).isEqualTo(film.plain());

      operator.bringBack("/license/api/licenses");
      box.await(
          "the first version is gone", () -> !Files.exists(box.data().resolve("assets/again-1")));
      assertThat(play("again").body()).isEqualTo(cut);
      box.await("its license is gone", () -> licenses().equals(List.of(granted.id() + "@2.jws")));
      try (Stream<Path> left = Files.list(box.data().resolve("assets"))) {
        assertThat(left.filter(f -> f.getFileName().toString().startsWith("again-1"))).isEmpty();
      }
    }
  }

  private List<String> licenses() {
    try (Stream<Path> all = Files.list(box.data().resolve("licenses"))) {
      return all.map(f -> f.getFileName().toString()).toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void screensAreToldOfNewsAndASeventeenthIsRefused() throws Exception {
    film = film("news", MEBIBYTE / 4, 0);
    box.start().paired();
    List<Socket> screens = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        screens.add(screen());
        assertThat(line(screens.get(i), "HTTP/1.1")).contains("200");
      }
      HttpResponse<byte[]> refused = box.get("/api/events");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(text(refused)).contains("too-many-streams");

      assertThat(line(screens.get(15), "data")).contains("\"paired\":true");
      assertThat(line(screens.get(15), "data")).isEqualTo("data:[]");
      operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
      assertThat(line(screens.get(15), "event:library")).isNotEmpty();

      screens.removeFirst().close();
      box.await(
          "there is room for another screen",
          () -> {
            try {
              screens.add(screen());
              return line(screens.getLast(), "HTTP/1.1").contains("200");
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          });
    } finally {
      for (Socket screen : screens) {
        screen.close();
      }
    }
  }

  private Socket screen() throws Exception {
    Socket socket = new Socket("127.0.0.1", box.uri("/").getPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(
            "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The next line that begins so. */
  private static String line(Socket socket, String beginning) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int b = socket.getInputStream().read(); b >= 0; b = socket.getInputStream().read()) {
      if (b != '\n') {
        line.append((char) b);
      } else if (line.toString().startsWith(beginning)) {
        return line.toString().strip();
      } else {
        line.setLength(0);
      }
    }
    throw new AssertionError("The stream ended before a line beginning with " + beginning);
  }

  private void unpair() {
    operator.login().endPairings();
    operator.catalog().breakStreams();
    box.await(
        "the pairing has ended",
        () -> {
          operator.catalog().breakStreams();
          return !box.status().path("paired").asBoolean();
        });
  }

  @Test
  void aLostConnectionToTheCatalogLosesNoPurchaseAndAPlayerThatLeavesLeavesNothing()
      throws Exception {
    film = film("first", 4 * MEBIBYTE, MEBIBYTE);
    box.start().paired();
    box.await("the catalog is connected", () -> box.status().path("online").asBoolean());
    operator.catalog().grant(film, Right.PURCHASE, Clocks.UNLIMITED);
    box.awaitTitle("first", "the film is playable", t -> t.path("playable").asBoolean());

    operator.catalog().breakStreams();
    box.await("the box is connected again", () -> operator.catalog().lastEventIds().contains("1"));
    try (Socket player = new Socket("127.0.0.1", box.uri("/").getPort())) {
      OutputStream out = player.getOutputStream();
      out.write(
          "GET /play/first HTTP/1.1\r\nHost: localhost\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(player.getInputStream().readNBytes(70_000)).hasSize(70_000);
      assertThat(box.metric("coax_box_play_open")).isEqualTo(1);
    }
    box.await("the player is forgotten", () -> box.metric("coax_box_play_open") == 0);

    try (BoxProcess second = new BoxProcess(box.data().getParent(), operator)) {
      assertThat(second.launch().waitFor()).isNotZero();
    }
    assertThat(box.log()).contains("in use by another box process");
  }

  private Film film(String titleId, int size, long bytesPerSecond) throws Exception {
    Film made =
        new Film(
            vertx,
            Files.createDirectories(directory.resolve("seeder")),
            operator.url(),
            titleId,
            size,
            bytesPerSecond);
    operator.catalog().publish(made);
    return made;
  }

  private HttpResponse<byte[]> play(String titleId, String... headers) {
    return box.get("/play/" + titleId, headers);
  }

  private String raw(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", box.uri("/").getPort())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void damage(Path file, long offset) throws Exception {
    try (var open = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      open.seek(offset);
      int was = open.read();
      open.seek(offset);
      open.write(was ^ 0x55);
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
  }

  /** Files of the box that hold any 4 KiB block of the film. */
  private Stream<Path> plainBlocksOnDisk(byte[] plain) throws Exception {
    String marker = new String(plain, plain.length / 3, 4096, StandardCharsets.ISO_8859_1);
    try (Stream<Path> all = Files.walk(box.data())) {
      return all.filter(Files::isRegularFile).toList().stream()
          .filter(file -> contains(file, marker));
    }
  }

  private static boolean contains(Path file, String marker) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(marker);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
