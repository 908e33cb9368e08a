package tv.coax.bittorrent.tracker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tv.coax.bittorrent.metainfo.InfoHash;

/** Trackers that do as a test says, on loopback, and a client to ask them. */
final class LocalTracker implements AutoCloseable {
  static final InfoHash HASH = InfoHash.ofHex("00ff10aabbccddeeff0123456789abcdef2b2526");

  final Vertx vertx = Vertx.vertx();
  final List<String> seen = new ArrayList<>();
  final TrackerClient client;

  LocalTracker() throws Exception {
    CompletableFuture<TrackerClient> made = new CompletableFuture<>();
    vertx.runOnContext(
        nothing -> made.complete(new VertxTrackerClient(vertx, Duration.ofMillis(200))));
    client = await(made);
  }

  static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  static AnnounceRequest request(Optional<String> bearer) {
    byte[] id = "-CX0100-&=?/ %+\0\u00e9\u00ffxy".getBytes(ISO_8859_1);
    return new AnnounceRequest(
        HASH, id, 6881, 1, 2, 3, AnnounceEvent.STARTED, 50, 7, Optional.of("id&1"), bearer);
  }

  /** A web server; returns its port. */
  int http(Consumer<HttpServerRequest> behaviour) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              seen.add(request.uri() + " " + request.getHeader("Authorization"));
              behaviour.accept(request);
            });
    return await(server.listen(0, "127.0.0.1").toCompletionStage()).actualPort();
  }

  /** A UDP tracker that grants connections and gives these answers to announces; its port. */
  int udp(String host, int ignoredPackets, byte[] announceBody) throws Exception {
    DatagramSocket socket =
        vertx.createDatagramSocket(new DatagramSocketOptions().setIpV6(host.indexOf(':') >= 0));
    int[] ignore = {ignoredPackets};
    socket.handler(packet -> {
      if (ignore[0]-- > 0) {
        return;
      }
      ByteBuffer asked = ByteBuffer.wrap(packet.data().getBytes());
      int action = asked.getInt(8);
      seen.add("action " + action);
      ByteBuffer answer = ByteBuffer.allocate(16 + announceBody.length);
      answer.putInt(action).putInt(asked.getInt(12));
      if (action == 0) {
        answer.putLong(4711);
      } else {
        answer.put(announceBody);
      }
      byte[] bytes = Arrays.copyOf(answer.array(), answer.position());
      ByteBuffer stranger = ByteBuffer.wrap(bytes.clone()).putInt(4, asked.getInt(12) + 1);
      socket.send(Buffer.buffer(stranger.array()), packet.sender().port(), packet.sender().host());
      socket.send(Buffer.buffer(bytes), packet.sender().port(), packet.sender().host());
    });
    return await(socket.listen(0, host).toCompletionStage()).localAddress().port();
  }

  @Override
  public void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
