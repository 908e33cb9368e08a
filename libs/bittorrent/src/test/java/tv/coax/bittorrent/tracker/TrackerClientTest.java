package tv.coax.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.coax.bittorrent.tracker.LocalTracker.await;
import static tv.coax.bittorrent.tracker.LocalTracker.request;

import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackerClientTest {
  private static final String EMPTY = "d8:intervali60ee";

  private LocalTracker tracker;

  @BeforeEach
  void start() throws Exception {
    tracker = new LocalTracker();
  }

  @AfterEach
  void close() {
    tracker.close();
  }

  private static URI uri(String scheme, int port, String path) {
    return URI.create(scheme + "://127.0.0.1:" + port + path);
  }

  private AnnounceAnswer announce(URI address, Optional<String> bearer) throws Exception {
    return await(tracker.client.announce(address, request(bearer)));
  }

  @Test
  void theTokenTravelsInTheHeaderOnlyAndEverythingElseInTheQuery() throws Exception {
    int port = tracker.http(request -> request.response().end(EMPTY));

    announce(uri("http", port, "/announce?passkey=1"), Optional.of("secret"));

    assertThat(tracker.seen)
        .containsExactly(
            "/announce?passkey=1&info_hash=%00%FF%10%AA%BB%CC%DD%EE%FF%01%23Eg%89%AB%CD%EF%2B%25%26"
                + "&peer_id=-CX0100-%26%3D%3F%2F%20%25%2B%00%E9%FFxy&port=6881&uploaded=1&downloaded=2"
                + "&left=3&compact=1&numwant=50&key=7&event=started&trackerid=id%261 Bearer secret");
  }

  @Test
  void aRedirectIsFollowedAndTheTokenStaysWithItsServer() throws Exception {
    int other = tracker.http(request -> request.response().end(EMPTY));
    int port =
        tracker.http(request -> {
          String query = "?" + request.query();
          boolean first = request.path().equals("/announce");
          String to = first ? "/moved" : "http://127.0.0.1:" + other + "/there";
          request.response().setStatusCode(302).putHeader("Location", to + query).end();
        });

    announce(uri("http", port, "/announce"), Optional.of("secret"));

    assertThat(tracker.seen).hasSize(3);
    assertThat(tracker.seen.get(1)).startsWith("/moved?info_hash=").endsWith(" Bearer secret");
    assertThat(tracker.seen.get(2)).startsWith("/there?info_hash=").endsWith(" null");
  }

  @Test
  void redirectsInACircleAndToOtherSchemesEnd() throws Exception {
    int circle =
        tracker.http(request ->
            request.response().setStatusCode(301).putHeader("Location", request.uri()).end());
    int file =
        tracker.http(request ->
            request
                .response()
                .setStatusCode(301)
                .putHeader("Location", "file:///etc/passwd")
                .end());

    for (int port : new int[] {circle, file}) {
      assertThatThrownBy(() -> announce(uri("http", port, "/announce"), Optional.empty()))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(TrackerException.class)
          .hasMessageContaining("redirects");
    }
  }

  @Test
  void answersThatNeverEndAreCutOff() throws Exception {
    int port =
        tracker.http(request -> {
          request.response().setChunked(true);
          Buffer part = Buffer.buffer(new byte[64 * 1024]);
          tracker.vertx.setPeriodic(
              1,
              timer -> {
                if (request.response().closed()) {
                  tracker.vertx.cancelTimer(timer);
                } else {
                  request.response().write(part);
                }
              });
        });

    assertThatThrownBy(() -> announce(uri("http", port, "/announce"), Optional.empty()))
        .hasMessageContaining("too long");
  }

  @Test
  void statusesAndClosedPortsAreExplained() throws Exception {
    int missing = tracker.http(request -> request.response().setStatusCode(404).end("no"));
    int refusing =
        tracker.http(request ->
            request.response().setStatusCode(403).end("d14:failure reason10:no ticket!e"));

    assertThatThrownBy(() -> announce(uri("http", missing, "/announce"), Optional.empty()))
        .hasMessageContaining("HTTP status 404");
    assertThatThrownBy(() -> announce(uri("http", refusing, "/announce"), Optional.empty()))
        .hasMessageContaining("no ticket");
    assertThatThrownBy(() -> announce(uri("http", 1, "/announce"), Optional.empty()))
        .hasMessageContaining("cannot be reached");
    assertThatThrownBy(() -> announce(URI.create("wss://a.example/"), Optional.empty()))
        .hasMessageContaining("no way to ask");
  }

  @Test
  void aScrapeAsksBesideTheAnnounce() throws Exception {
    int port = tracker.http(request -> request.response().end("d5:filesdee"));

    assertThatThrownBy(() ->
            await(
                tracker.client.scrape(uri("http", port, "/x/announce.php?a=b"), LocalTracker.HASH)))
        .hasMessageContaining("does not know");
    assertThat(tracker.seen.getFirst()).startsWith("/x/scrape.php?a=b&info_hash=%00%FF");
    assertThatThrownBy(
            () -> await(tracker.client.scrape(uri("http", port, "/x"), LocalTracker.HASH)))
        .hasMessageContaining("BEP 48");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void udpWorksOverBothFamilies(String host) throws Exception {
    boolean ipv6 = host.indexOf(':') >= 0;
    ByteBuffer body = ByteBuffer.allocate(12 + (ipv6 ? 18 : 6)).putInt(60).putInt(2).putInt(1);
    body.put(InetAddress.ofLiteral(host).getAddress()).putShort((short) 6999);
    int port = tracker.udp(host, 0, body.array());
    URI address = URI.create("udp://" + (ipv6 ? "[::1]" : host) + ":" + port + "/announce");

    AnnounceAnswer first = announce(address, Optional.empty());
    AnnounceAnswer second = announce(address, Optional.empty());

    assertThat(first.peers()).containsExactly(new InetSocketAddress(host, 6999));
    assertThat(first.seeders()).hasValue(1);
    assertThat(first.leechers()).hasValue(2);
    assertThat(second).isEqualTo(first);
    assertThat(tracker.seen).containsExactly("action 0", "action 1", "action 1");
  }

  @Test
  void aLostPacketIsSentAgain() throws Exception {
    byte[] body = ByteBuffer.allocate(12).putInt(60).array();
    int port = tracker.udp("127.0.0.1", 2, body);

    assertThat(announce(uri("udp", port, "/"), Optional.empty()).peers()).isEmpty();
  }

  @Test
  void silenceOverUdpEndsInASentence() throws Exception {
    int port = tracker.udp("127.0.0.1", Integer.MAX_VALUE, new byte[12]);

    assertThatThrownBy(() -> announce(uri("udp", port, "/"), Optional.empty()))
        .hasMessageContaining("does not answer");
    assertThatThrownBy(() -> announce(URI.create("udp://127.0.0.1/"), Optional.empty()))
        .hasMessageContaining("needs a port");
    assertThatThrownBy(
            () -> announce(URI.create("udp://no-such-host.invalid:1/"), Optional.empty()))
        .hasMessageContaining("unknown");
  }
}
