package tv.coax.local.demo;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tv.coax.local.web.Person;

/** The third box has bought nothing. Whatever it holds, and whatever it asks, it plays nothing. */
final class ThirdBox {
  private static final int THIEF = 3;
  private static final int VICTIM = 1;
  private static final Duration READY = Duration.ofSeconds(60);

  private final Cast cast;
  private final Title title;
  private final PlayerProof player;

  ThirdBox(Cast cast, Title title, PlayerProof player) {
    this.cast = cast;
    this.title = title;
    this.player = player;
  }

  void run(Delivery victims) {
    Path from = cast.platform.boxDirectory(VICTIM);
    Path to = cast.platform.boxDirectory(THIEF);
    var stolen = new StolenFiles();
    try {
      steal(() -> stolen.copy(from, to, "assets"));
      refused("with a copy of the sealed film (" + stolen.held() + " files)");
      var papers = new StolenFiles();
      steal(() -> {
        papers.copy(from, to, "licenses");
        papers.copy(from, to, "library");
      });
      refused("with box " + VICTIM + "'s license and library copied too");
      steal(papers::removeAll);
    } catch (IOException e) {
      throw new UntrueException("Files of box " + VICTIM + " can be copied: " + e + ".");
    }
    asksTheServices(victims);
    asksTheTracker();
  }

  /** What is done while the box is off. */
  private interface Theft {
    void commit() throws IOException;
  }

  private void steal(Theft theft) throws IOException {
    var box = cast.platform.process("box-" + THIEF);
    box.stop();
    theft.commit();
    box.start();
    box.awaitReady(READY);
  }

  private void refused(String how) {
    HttpResponse<byte[]> answer = player.ask(THIEF);
    boolean refused = answer.statusCode() == 403 || answer.statusCode() == 404;
    cast.require(
        refused,
        "Box "
            + THIEF
            + " "
            + how
            + " is refused: "
            + answer.statusCode()
            + " "
            + problem(answer)
            + ".");
  }

  private void asksTheServices(Delivery victims) {
    Person eve = cast.subscriber(THIEF);
    var catalog = cast.catalog().as(eve);
    var manifest = catalog.get("/api/titles/" + title.id() + "/manifest");
    cast.require(
        manifest.status() == 403,
        eve.name() + " gets no manifest: 403 " + manifest.problem() + ".");
    String thumbprint =
        cast.box(THIEF).get("/api/status").require(200).body().get("deviceThumbprint").asText();
    String tokens = "/api/entitlements/" + victims.order().entitlementId() + "/tokens";
    var token = catalog.post(tokens, Map.of("deviceThumbprint", thumbprint));
    cast.require(
        token.status() == 403,
        "For "
            + victims.who()
            + "'s entitlement "
            + eve.name()
            + " gets no token: 403 "
            + token.problem()
            + ".");
    asksWithAnothersToken(victims, tokens);
  }

  private void asksWithAnothersToken(Delivery victims, String tokens) {
    String device =
        cast.box(VICTIM).get("/api/status").require(200).body().get("deviceThumbprint").asText();
    String genuine =
        cast.catalog()
            .as(cast.subscriber(VICTIM))
            .post(tokens, Map.of("deviceThumbprint", device))
            .require(201)
            .body()
            .get("token")
            .asText();
    var key = new StrangersKey();
    String path = "/api/licenses";
    var license =
        cast.license()
            .post(
                path,
                Map.of("entitlementToken", genuine),
                Map.of(
                    "DPoP", key.proof("POST", cast.platform.addresses().license().resolve(path))));
    cast.require(
        license.status() == 403,
        "A stranger's device with "
            + victims.who()
            + "'s token gets no license: 403 "
            + license.problem()
            + ".");
  }

  private void asksTheTracker() {
    var hash = new StringBuilder();
    for (int i = 0; i < 40; i += 2) {
      hash.append('%').append(title.infoHash(), i, i + 2);
    }
    var address =
        cast.platform
            .addresses()
            .seeder()
            .resolve(
                "/announce?info_hash="
                    + hash
                    + "&peer_id=-XX0001-strangerxxxx&port=6881"
                    + "&uploaded=0&downloaded=0&left=1&compact=1&event=started");
    try {
      var request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
      String answer =
          new String(
              cast.client.send(request, BodyHandlers.ofByteArray()).body(),
              StandardCharsets.ISO_8859_1);
      cast.require(
          answer.contains("failure reason") && !answer.contains("5:peers"),
          "A stranger without a ticket gets no peers from the tracker.");
    } catch (IOException e) {
      throw new UntrueException("The tracker answers a stranger: " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UntrueException("Interrupted while the tracker was asked.");
    }
  }

  private static String problem(HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    int at = body.indexOf("urn:coax:problem:");
    return at < 0 ? "" : body.substring(at + 17, body.indexOf('"', at));
  }
}
