package tv.coax.seeder.testing;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Random;
import java.util.UUID;
import tv.coax.testing.OidcResource;

/** What the tests of the seeder do over and over: films of random bytes, uploads, waiting. */
public final class Films {
  private Films() {}

  public static byte[] film(int bytes) {
    byte[] film = new byte[bytes];
    new Random(bytes).nextBytes(film);
    return film;
  }

  public static String newTitle(String prefix) {
    return prefix + UUID.randomUUID();
  }

  public static String operator() {
    return OidcResource.token("olivia", "operator");
  }

  public static Response upload(String title, byte[] film) {
    return given()
        .auth()
        .oauth2(operator())
        .contentType(ContentType.BINARY)
        .body(film)
        .queryParam("fileName", "film.bin")
        .post("/api/titles/{title}/assets", title);
  }

  /** Uploads a film and waits until the ingest is in the state. */
  public static JsonPath ingested(String title, byte[] film, String state) {
    String id = upload(title, film).then().statusCode(201).extract().path("ingestId");
    return await(id, state);
  }

  public static JsonPath await(String ingestId, String state) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (true) {
      JsonPath ingest =
          given().auth().oauth2(operator()).get("/api/ingests/{id}", ingestId).jsonPath();
      if (state.equals(ingest.getString("state"))) {
        return ingest;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("Not " + state + ": " + ingest.prettify());
      }
      pause();
    }
  }

  public static void pause() {
    pause(50);
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
