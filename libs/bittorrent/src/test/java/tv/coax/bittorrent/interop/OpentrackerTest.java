package tv.coax.bittorrent.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.bittorrent.interop.Swarm.Kind;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.TorrentVersion;
import tv.coax.bittorrent.tracker.AnnounceAnswer;
import tv.coax.bittorrent.tracker.AnnounceEvent;
import tv.coax.bittorrent.tracker.AnnounceRequest;
import tv.coax.bittorrent.tracker.ScrapeAnswer;
import tv.coax.bittorrent.tracker.TrackerClient;
import tv.coax.bittorrent.tracker.VertxTrackerClient;

class OpentrackerTest {
  private static final InfoHash HASH = InfoHash.ofHex("00ff10aabbccddeeff0123456789abcdef2b2526");

  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private int port;
  private String program = "";
  private ForeignProcess tracker;

  @BeforeEach
  void program() throws Exception {
    program = ForeignProcess.require("opentracker", "opentracker");
    port = ForeignProcess.freePort();
  }

  /** Debian's opentracker serves only torrents on its list. */
  private void start(InfoHash welcome) throws Exception {
    Path home = Files.createDirectories(directory.resolve("tracker"));
    Files.writeString(home.resolve("list"), welcome.hex() + "\n");
    tracker =
        ForeignProcess.start(
            home, program, "-i", "127.0.0.1", "-p", port, "-P", port, "-d", home, "-w", "list");
    tracker.awaitPort(port);
  }

  @AfterEach
  void end() {
    if (tracker != null) {
      tracker.close();
    }
    vertx.close();
  }

  private URI address(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + port + "/announce");
  }

  private TrackerClient client() throws Exception {
    CompletableFuture<TrackerClient> made = new CompletableFuture<>();
    vertx.runOnContext(nothing -> made.complete(new VertxTrackerClient(vertx)));
    return Swarm.await(made);
  }

  private static AnnounceRequest request(int peer, long left, AnnounceEvent event) {
    byte[] id = "-CX0100-000000000000".getBytes(StandardCharsets.US_ASCII);
    id[19] = (byte) peer;
    return new AnnounceRequest(
        HASH, id, 6_000 + peer, 0, 0, left, event, 50, peer, Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void peersFindEachOther(String scheme) throws Exception {
    start(HASH);
    TrackerClient client = client();
    URI address = address(scheme);

    Swarm.await(client.announce(address, request(1, 0, AnnounceEvent.STARTED)));
    AnnounceAnswer second =
        Swarm.await(client.announce(address, request(2, 100, AnnounceEvent.STARTED)));
    ScrapeAnswer scrape = Swarm.await(client.scrape(address, HASH));
    Swarm.await(client.announce(address, request(1, 0, AnnounceEvent.STOPPED)));
    ScrapeAnswer later = Swarm.await(client.scrape(address, HASH));

    assertThat(second.peers()).anyMatch(peer -> peer.getPort() == 6_001);
    assertThat(second.interval()).isPositive();
    assertThat(scrape.seeders()).isEqualTo(1);
    assertThat(scrape.leechers()).isEqualTo(1);
    assertThat(later.seeders()).isZero();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void aSwarmFormsThroughTheTracker(String scheme) throws Exception {
    String announce = address(scheme).toString();
    Path other = directory.resolve("other");
    try (Swarm giving = new Swarm(directory, TorrentVersion.HYBRID, Kind.TREE, announce);
        Swarm taking = new Swarm(other, TorrentVersion.HYBRID, Kind.TREE, announce)) {
      start(giving.torrent.infoHashes().wire());
      giving.seed(true);

      taking.awaitComplete(taking.get(true));
    }
  }
}
