package tv.coax.bittorrent.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import tv.coax.bittorrent.metainfo.TorrentVersion;

/** Transmission's daemon with one torrent, steered through its RPC. */
final class Transmission implements AutoCloseable {
  private static final String SESSION_HEADER = "X-Transmission-Session-Id";

  final InetSocketAddress address;
  private final ForeignProcess process;
  private final URI rpc;
  private final HttpClient http = HttpClient.newHttpClient();
  private String session = "none";

  Transmission(Path directory) throws Exception {
    String program = ForeignProcess.require("transmission-daemon", "transmission-daemon");
    int rpcPort = ForeignProcess.freePort();
    int peerPort = ForeignProcess.freePort();
    address = new InetSocketAddress("127.0.0.1", peerPort);
    rpc = URI.create("http://127.0.0.1:" + rpcPort + "/transmission/rpc");
    Path config = Files.createDirectories(directory.resolve("transmission"));
    JsonObject settings =
        new JsonObject()
            .put("rpc-bind-address", "127.0.0.1")
            .put("rpc-port", rpcPort)
            .put("rpc-authentication-required", false)
            .put("peer-port", peerPort)
            .put("bind-address-ipv4", "127.0.0.1")
            .put("port-forwarding-enabled", false)
            .put("dht-enabled", false)
            .put("lpd-enabled", false)
            .put("pex-enabled", false)
            .put("utp-enabled", false)
            .put("ratio-limit-enabled", false)
            .put("encryption", 0);
    Files.writeString(config.resolve("settings.json"), settings.encode());
    process =
        ForeignProcess.start(directory, program, "--foreground", "--config-dir", config.toString());
  }

  /** Adds the torrent; what is in the directory is checked first. */
  void add(Swarm swarm, Path directory) throws Exception {
    JsonObject arguments =
        new JsonObject()
            .put(
                "metainfo",
                Base64.getEncoder().encodeToString(Files.readAllBytes(swarm.torrentFile)))
            .put("download-dir", directory.toString());
    JsonObject answer = exchange("torrent-add", arguments);
    if (!"success".equals(answer.getString("result"))) {
      TorrentVersion version = swarm.torrent.version();
      String why = "this Transmission refuses a torrent of version ";
      if (version == TorrentVersion.V1) {
        throw new AssertionError(why + version + ": " + answer);
      }
      ForeignProcess.skip(why + version + ": " + answer.getString("result") + ".");
    }
  }

  /** Waits until it has every byte. */
  void awaitComplete() throws Exception {
    JsonObject fields =
        new JsonObject()
            .put("fields", new JsonArray().add("percentDone").add("status").add("errorString"));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    JsonObject torrent = new JsonObject();
    while (System.nanoTime() < end) {
      torrent = call("torrent-get", fields).getJsonArray("torrents").getJsonObject(0);
      boolean seeding = torrent.getInteger("status") == 6;
      if (torrent.getDouble("percentDone") == 1 && seeding) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("Transmission did not complete: " + torrent);
  }

  private JsonObject call(String method, JsonObject arguments) throws Exception {
    JsonObject answer = exchange(method, arguments);
    if (!"success".equals(answer.getString("result"))) {
      throw new AssertionError("Transmission refuses " + method + ": " + answer);
    }
    return answer.getJsonObject("arguments");
  }

  private JsonObject exchange(String method, JsonObject arguments) throws Exception {
    String body = new JsonObject().put("method", method).put("arguments", arguments).encode();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end && process.isAlive()) {
      HttpRequest request =
          HttpRequest.newBuilder(rpc)
              .header(SESSION_HEADER, session)
              .POST(BodyPublishers.ofString(body))
              .build();
      try {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() == 409) {
          session = response.headers().firstValue(SESSION_HEADER).orElseThrow();
          continue;
        }
        return new JsonObject(response.body());
      } catch (ConnectException notYet) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("Transmission does not answer: " + process.output());
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }
}
