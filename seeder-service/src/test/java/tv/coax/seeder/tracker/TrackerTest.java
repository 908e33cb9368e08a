package tv.coax.seeder.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.coax.bittorrent.bencode.BDecoder;
import tv.coax.bittorrent.bencode.BDictionary;
import tv.coax.bittorrent.bencode.BLimits;
import tv.coax.protection.jws.IssuerKeys;
import tv.coax.protection.ticket.Ticket;
import tv.coax.seeder.catalog.CatalogConfig;
import tv.coax.seeder.seeding.Seeding;
import tv.coax.seeder.testing.Films;
import tv.coax.seeder.testing.Neighbours;
import tv.coax.testing.OidcResource;
import tv.coax.testing.PostgresResource;

@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(OidcResource.class)
@WithTestResource(Neighbours.class)
class TrackerTest {
  @TestHTTPResource URI url;
  @Inject Seeding seeding;
  @Inject CatalogConfig catalog;

  private final HttpClient client = HttpClient.newHttpClient();
  private String infoHash;

  @BeforeEach
  void aSealedFilm() {
    infoHash =
        Films.ingested(Films.newTitle(""), Films.film(100_000), "registered").getString("infoHash");
  }

  @Test
  void aPeerWithATicketIsToldOfTheSeederAndOfTheOthers() throws Exception {
    BDictionary first = announce(1, 7001, ticket(1), "");
    BDictionary second = announce(2, 7002, ticket(2), "");

    assertThat(ports(first)).containsExactly(seederPort());
    assertThat(ports(second)).containsExactly(seederPort(), 7001);
    assertThat(second.integer("complete")).contains(1L);
    assertThat(second.integer("incomplete")).contains(2L);
    assertThat(second.integer("interval")).contains(120L);
  }

  @Test
  void ticketsCanBeCheckedAfterARestartWhileTheCatalogIsAway() throws Exception {
    announce(1, 7001, ticket(1), "");

    IssuerKeys kept =
        IssuerKeys.http(URI.create("http://127.0.0.1:1"), catalog.keysFile().toAbsolutePath());
    Ticket read = Ticket.verify(ticket(1), kept, catalog.issuer(), Clock.systemUTC());

    assertThat(read.infoHash()).isEqualTo(infoHash);
  }

  @Test
  void aPeerThatStopsIsForgotten() throws Exception {
    announce(1, 7001, ticket(1), "");
    BDictionary stopped = announce(1, 7001, ticket(1), "&event=stopped");

    assertThat(ports(stopped)).isEmpty();
    assertThat(ports(announce(2, 7002, ticket(2), ""))).containsExactly(seederPort());
  }

  @Test
  void nobodyCanStopThePeerOfAnotherDevice() throws Exception {
    announce(1, 7001, ticket(1), "");
    announce(1, 7001, ticket(2), "&event=stopped");

    assertThat(ports(announce(3, 7003, ticket(3), ""))).contains(7001);
  }

  @Test
  void theAddressAPeerClaimsIsNotBelieved() throws Exception {
    announce(1, 7001, ticket(1), "&ip=10.9.8.7&ipv4=10.9.8.7");
    BDictionary answer = announce(2, 7002, ticket(2), "");

    byte[] peers = answer.string("peers").orElseThrow().bytes();
    assertThat(HexFormat.of().formatHex(peers, 6, 10)).isEqualTo("7f000001");
    assertThat(answer.string("external ip").orElseThrow().bytes()).containsExactly(127, 0, 0, 1);
  }

  @Test
  void aPeerThatAsksForNoneIsToldOfNone() throws Exception {
    assertThat(ports(announce(1, 7001, ticket(1), "&numwant=0"))).isEmpty();
  }

  @Test
  void aLongAnswerListsThePeers() throws Exception {
    announce(1, 7001, ticket(1), "");
    BDictionary answer = announce(2, 7002, ticket(2), "&compact=0");

    assertThat(answer.list("peers").orElseThrow().values()).hasSize(2);
  }

  @Test
  void theTruncatedV2HashMeansTheSameSwarm() throws Exception {
    announce(1, 7001, ticket(1), "");
    String v2 = seeding.find(infoHash).orElseThrow().asset().infoHashV2().orElseThrow();

    BDictionary answer =
        get("announce?info_hash=" + escaped(v2.substring(0, 40)) + who(2, 7002), ticket(2));

    assertThat(ports(answer)).contains(7001);
  }

  @Test
  void aStrangerWithoutATicketGetsNoPeers() throws Exception {
    BDictionary answer = announce(1, 7001, null, "");

    assertThat(answer.text("failure reason")).contains("This tracker needs a ticket.");
    assertThat(answer.get("peers")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
  void nonsenseIsNoTicket(String token) throws Exception {
    assertRefused(announce(1, 7001, token, ""));
  }

  @Test
  void ticketsThatAreExpiredOrOfAnotherIssuerOrSwarmAreRefused() throws Exception {
    String device = Neighbours.device(1);
    Instant soon = Instant.now().plusSeconds(60);
    String expired =
        Neighbours.ticket("catalog-service", infoHash, device, Instant.now().minusSeconds(300));

    assertRefused(announce(1, 7001, expired, ""));
    assertRefused(announce(1, 7001, Neighbours.ticket("somebody", infoHash, device, soon), ""));
    assertRefused(announce(1, 7001, Neighbours.ticket("ab".repeat(20), device), ""));
  }

  @Test
  void anAccessTokenIsNoTicket() throws Exception {
    assertRefused(announce(1, 7001, Films.operator(), ""));
  }

  @Test
  void anUnknownTorrentHasNoSwarm() throws Exception {
    String unknown = "ab".repeat(20);

    assertRefused(
        get(
            "announce?info_hash=" + escaped(unknown) + who(1, 7001),
            Neighbours.ticket(unknown, Neighbours.device(1))));
  }

  @Test
  void aScrapeCountsTheTicketsSwarmOnly() throws Exception {
    announce(1, 7001, ticket(1), "&left=0&event=completed");

    BDictionary scraped = get("scrape?info_hash=" + escaped(infoHash), ticket(2));

    BDictionary counts =
        (BDictionary)
            scraped.dictionary("files").orElseThrow().entries().values().iterator().next();
    assertThat(counts.integer("complete")).contains(2L);
    assertThat(counts.integer("downloaded")).contains(1L);
    assertRefused(get("scrape?info_hash=" + escaped(infoHash), null));
    assertRefused(get("scrape?info_hash=" + escaped("ab".repeat(20)), ticket(1)));
    assertRefused(get("scrape", ticket(1)));
  }

  private String ticket(int device) {
    return Neighbours.ticket(infoHash, Neighbours.device(device));
  }

  private int seederPort() {
    return seeding.listenAddress().getPort();
  }

  private BDictionary announce(int peer, int port, String ticket, String more) throws Exception {
    return get("announce?info_hash=" + escaped(infoHash) + who(peer, port) + more, ticket);
  }

  private static String who(int peer, int port) {
    return "&peer_id=-CX0100-"
        + String.format("%012d", peer)
        + "&port="
        + port
        + "&uploaded=0&downloaded=0&compact=1";
  }

  private BDictionary get(String target, String ticket) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target));
    if (ticket != null) {
      request.header("Authorization", "Bearer " + ticket);
    }
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return (BDictionary) BDecoder.decode(answer.body(), BLimits.METAINFO);
  }

  private static void assertRefused(BDictionary answer) {
    assertThat(answer.text("failure reason")).isPresent();
    assertThat(answer.entries()).hasSize(1);
  }

  private static List<Integer> ports(BDictionary answer) {
    ByteBuffer peers = ByteBuffer.wrap(answer.string("peers").orElseThrow().bytes());
    List<Integer> ports = new ArrayList<>();
    while (peers.hasRemaining()) {
      peers.getInt();
      ports.add(Short.toUnsignedInt(peers.getShort()));
    }
    return ports;
  }

  private static String escaped(String hex) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < hex.length(); i += 2) {
      escaped.append('%').append(hex, i, i + 2);
    }
    return escaped.toString();
  }
}
