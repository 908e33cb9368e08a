package tv.coax.bittorrent.torrent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.choke.RateLimiter;
import tv.coax.bittorrent.layout.Layout;
import tv.coax.bittorrent.layout.LayoutFile;
import tv.coax.bittorrent.layout.PieceIndex;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.metainfo.InfoHashes;
import tv.coax.bittorrent.net.Link;
import tv.coax.bittorrent.net.Network;
import tv.coax.bittorrent.peer.CloseReason;
import tv.coax.bittorrent.peer.Peer;
import tv.coax.bittorrent.peer.PeerListener;
import tv.coax.bittorrent.peer.ScriptedLink;
import tv.coax.bittorrent.storage.DiskBudget;
import tv.coax.bittorrent.tracker.ManualLoop;
import tv.coax.bittorrent.wire.Handshake;

/** Who may be connected, and what is remembered of those who were. */
class SwarmTest {
  private static final int MAX = 3;
  private static final InetAddress US = InetAddress.ofLiteral("203.0.113.9");

  private final ManualLoop loop = new ManualLoop();
  private final Layout layout =
      Layout.of(16_384, List.of(new LayoutFile(List.of("film"), 0, 100_000, false)));
  private final List<InetSocketAddress> called = new ArrayList<>();
  private final Counters counters = new Counters(0);
  private final ExternalAddress external = new ExternalAddress();
  private final Swarm swarm = swarm();

  private final class Dialled implements Network {
    @Override
    public CompletionStage<Listener> listen(InetSocketAddress address, Consumer<Link> accepted) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void connect(
        InetSocketAddress address,
        Duration timeout,
        Consumer<Link> connected,
        Consumer<Throwable> failed) {
      called.add(address);
    }
  }

  @SuppressWarnings("NullAway") // no disk is touched here
  private Swarm swarm() {
    Environment world = new Environment(loop, new Dialled(), null, null, new SplittableRandom(1));
    Shared shared =
        new Shared(
            world,
            new DiskBudget(1),
            new RateLimiter(loop, 0),
            new RateLimiter(loop, 0),
            id("us"),
            () -> 6881,
            new Connections(MAX),
            external,
            100,
            1);
    InfoHashes hashes = new InfoHashes(Optional.of(new InfoHash(new byte[20])), Optional.empty());
    return new Swarm(shared, hashes, counters, this::greet);
  }

  private Peer greet(Link link, Handshake theirs, boolean outgoing) {
    PeerListener listener =
        (PeerListener)
            java.lang.reflect.Proxy.newProxyInstance(
                SwarmTest.class.getClassLoader(),
                new Class<?>[] {PeerListener.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("closed")) {
                    swarm.closed((Peer) arguments[0], (CloseReason) arguments[1]);
                  }
                  return null;
                });
    return new Peer(loop, link, layout, theirs, outgoing, listener);
  }

  private static byte[] id(String name) {
    return ("-XX0000-" + name + "............").substring(0, 20).getBytes(US_ASCII);
  }

  private boolean comes(String name) {
    Handshake theirs = Handshake.ours(new byte[20], id(name), false);
    return swarm.incoming(new ScriptedLink(), theirs) != null;
  }

  @Test
  void whoIsNewTakesThePlaceOfWhoIsOfNoUse() {
    assertThat(comes("a") && comes("b") && comes("c")).isTrue();
    assertThat(comes("d")).isFalse();

    loop.pass(Duration.ofMinutes(3));

    assertThat(comes("e")).isTrue();
    assertThat(swarm.peers()).hasSize(MAX);
    assertThat(counters.closes()).isEqualTo(Map.of(CloseReason.TOO_MANY_PEERS, 2));
  }

  @Test
  void ourOwnAddressAsOthersSeeItIsNotCalled() {
    swarm.add(new InetSocketAddress(US, 6881));
    assertThat(called).hasSize(1);
    external.heard("tracker.example", US);

    swarm.add(new InetSocketAddress(US, 6882));
    swarm.add(new InetSocketAddress(US, 6881));

    assertThat(called)
        .containsExactly(new InetSocketAddress(US, 6881), new InetSocketAddress(US, 6882));
  }

  @Test
  void mostVoicesSayWhereWeAreAndEachHasOne() {
    InetAddress other = InetAddress.ofLiteral("198.51.100.1");
    InetAddress ipv6 = InetAddress.ofLiteral("2001:db8::1");
    external.heard("one", ipv6);
    assertThat(external.get()).contains(ipv6);
    for (int i = 0; i < 10; i++) {
      external.heard("liar", other);
    }
    external.heard("two", US);
    external.heard("three", US);
    external.heard("four", InetAddress.ofLiteral("0.0.0.0"));

    assertThat(external.get()).contains(US);
    assertThat(external.is(US)).isTrue();
    assertThat(external.is(other)).isFalse();
    assertThat(external.is(ipv6)).isTrue();
    for (int i = 0; i < 1000; i++) {
      external.heard("voice " + i, other);
    }
    assertThat(external.get()).contains(other);
  }

  @Test
  void bansAreRememberedButNotWithoutEnd() {
    KnownPeers known = new KnownPeers(new SplittableRandom(1));
    InetSocketAddress first = new InetSocketAddress(US, 1);
    known.ban(first);
    for (int port = 2; port <= 2000; port++) {
      known.ban(new InetSocketAddress(US, port));
    }
    assertThat(known.isBanned(first)).isTrue();

    known.ban(new InetSocketAddress(US, 2001));

    assertThat(known.isBanned(first)).isFalse();
    assertThat(known.isBanned(new InetSocketAddress(US, 2001))).isTrue();
  }

  @Test
  void onlyTheLatestFailedAttemptsAreRemembered() {
    Suspicions suspicions = new Suspicions();
    byte[] wrong = new byte[32];
    byte[] right = new byte[32];
    right[0] = 1;
    comes("a");
    Peer[] sender = {swarm.peers().iterator().next()};
    for (int piece = 0; piece < 200; piece++) {
      suspicions.failed(new PieceIndex(piece), wrong, sender);
    }

    assertThat(suspicions.isSuspect(new PieceIndex(71))).isFalse();
    assertThat(suspicions.isSuspect(new PieceIndex(72))).isTrue();
    assertThat(suspicions.liars(new PieceIndex(199), right)).containsExactly(sender[0]);
  }
}
