package tv.coax.bittorrent.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import tv.coax.bittorrent.metainfo.InfoHash;

class AnnouncerTest {
  private static final URI A = URI.create("http://a.example/announce");
  private static final URI B = URI.create("http://b.example/announce");
  private static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.1", 6881);

  private static final InetAddress SEEN = InetAddress.ofLiteral("203.0.113.5");

  private final ManualLoop loop = new ManualLoop();
  private final List<String> asked = new ArrayList<>();
  private final Set<URI> dead = new HashSet<>();
  private final List<InetSocketAddress> found = new ArrayList<>();
  private final Map<URI, InetAddress> said = new HashMap<>();
  private List<InetSocketAddress> swarm = List.of(PEER);
  private long left = 100;
  private boolean few;
  private Duration interval = Duration.ofSeconds(60);

  private final TrackerClient client =
      new TrackerClient() {
        @Override
        public CompletionStage<AnnounceAnswer> announce(URI tracker, AnnounceRequest request) {
          asked.add(tracker.getHost().charAt(0) + request.event().text());
          assertThat(request.bearer()).contains("ticket");
          if (dead.contains(tracker)) {
            return CompletableFuture.failedStage(TrackerException.failed("dead"));
          }
          return CompletableFuture.completedStage(
              new AnnounceAnswer(
                  interval,
                  Optional.of(Duration.ofSeconds(20)),
                  OptionalInt.empty(),
                  OptionalInt.empty(),
                  swarm,
                  Optional.empty(),
                  Optional.of(SEEN),
                  Optional.empty()));
        }

        @Override
        public CompletionStage<ScrapeAnswer> scrape(URI tracker, InfoHash infoHash) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
      };

  @Test
  void whatATrackerSeesOfUsIsPassedOn() {
    announcer(List.of(List.of(A))).start();
    loop.pass(Duration.ofSeconds(1));

    assertThat(said).containsExactly(Map.entry(A, SEEN));
  }

  private Announcer announcer(List<List<URI>> tiers) {
    AnnounceSource source =
        new AnnounceSource() {
          @Override
          public int port() {
            return 6881;
          }

          @Override
          public long uploaded() {
            return 0;
          }

          @Override
          public long downloaded() {
            return 0;
          }

          @Override
          public long left() {
            return left;
          }

          @Override
          public int wanted() {
            return 50;
          }

          @Override
          public boolean fewPeers() {
            return few;
          }

          @Override
          public CompletionStage<Optional<String>> bearer() {
            return CompletableFuture.completedStage(Optional.of("ticket"));
          }

          @Override
          public void external(URI tracker, InetAddress address) {
            said.put(tracker, address);
          }

          @Override
          public void peers(List<InetSocketAddress> peers) {
            found.addAll(peers);
          }
        };
    return new Announcer(
        loop, client, tiers, new InfoHash(new byte[20]), new byte[20], source, new Random(1));
  }

  @Test
  void joinsAsksAgainCompletesAndLeaves() {
    Announcer announcer = announcer(List.of(List.of(A)));

    announcer.start();
    loop.pass(Duration.ofSeconds(59));
    assertThat(asked).containsExactly("astarted");
    assertThat(found).containsExactly(PEER);
    loop.pass(Duration.ofSeconds(2));
    assertThat(asked).containsExactly("astarted", "a");
    left = 0;
    announcer.complete();
    loop.pass(Duration.ofSeconds(1));
    CompletableFuture<Void> stopped = announcer.stop().toCompletableFuture();
    loop.pass(Duration.ofSeconds(1));

    assertThat(asked).containsExactly("astarted", "a", "acompleted", "astopped");
    assertThat(stopped).isCompleted();
    loop.pass(Duration.ofHours(1));
    assertThat(asked).hasSize(4);
    assertThat(loop.pendingTimers()).isZero();
  }

  @Test
  void theNextTierIsAskedOnlyWhenTheFirstIsDead() {
    dead.add(A);
    Announcer announcer = announcer(List.of(List.of(A), List.of(B)));

    announcer.start();
    loop.pass(Duration.ofSeconds(1));

    assertThat(asked).containsExactly("astarted", "bstarted");
    assertThat(announcer.status().getFirst().failure()).isEqualTo("dead");
    dead.clear();
    loop.pass(Duration.ofSeconds(61));
    assertThat(asked).containsExactly("astarted", "bstarted", "astarted");
  }

  @Test
  void aTrackerThatAnswersMovesToTheFrontOfItsTier() {
    dead.add(A);
    dead.add(B);
    Announcer announcer = announcer(List.of(List.of(A, B)));
    announcer.start();
    loop.pass(Duration.ofMillis(1));
    char last = asked.getLast().charAt(0);
    dead.remove(last == 'a' ? A : B);

    loop.pass(Duration.ofSeconds(10));
    loop.pass(Duration.ofSeconds(60));

    assertThat(asked.subList(4, asked.size())).allMatch(call -> call.charAt(0) == last);
  }

  @Test
  void waitsLongerEachTimeNobodyAnswers() {
    dead.add(A);
    Announcer announcer = announcer(List.of(List.of(A)));

    announcer.start();
    loop.pass(Duration.ofHours(1));

    assertThat(asked.size()).isBetween(8, 16);
  }

  @Test
  void aLonelyDownloaderAsksSoonerButNotSoonerThanAllowed() {
    swarm = List.of();
    Announcer announcer = announcer(List.of(List.of(A)));

    announcer.start();
    loop.pass(Duration.ofSeconds(19));
    assertThat(asked).hasSize(1);
    loop.pass(Duration.ofSeconds(2));
    assertThat(asked).hasSize(2);
  }

  @Test
  void whileThereAreFewPeersTheMinimumIntervalIsUsed() {
    few = true;
    Announcer announcer = announcer(List.of(List.of(A)));

    announcer.start();
    loop.pass(Duration.ofSeconds(21));
    assertThat(asked).hasSize(2);
  }

  @Test
  void whoWasCompleteFromTheStartDoesNotBecomeIt() {
    left = 0;
    Announcer announcer = announcer(List.of(List.of(A)));

    announcer.complete();
    announcer.start();
    announcer.complete();
    loop.pass(Duration.ofSeconds(50));

    assertThat(asked).containsExactly("astarted");
  }

  @Test
  void completionDuringTheFirstAnnounceIsToldAfterIt() {
    Announcer announcer = announcer(List.of(List.of(A)));

    announcer.start();
    loop.pass(Duration.ZERO);
    left = 0;
    announcer.complete();
    loop.pass(Duration.ofSeconds(1));

    assertThat(asked).containsExactly("astarted", "acompleted");
  }

  @Test
  void anotherTrackerIsJoinedNotOnlyAsked() {
    Announcer announcer = announcer(List.of(List.of(A), List.of(B)));
    announcer.start();
    loop.pass(Duration.ofSeconds(1));
    dead.add(A);

    loop.pass(Duration.ofSeconds(60));
    announcer.stop();
    loop.pass(Duration.ofSeconds(1));

    assertThat(asked).containsExactly("astarted", "a", "bstarted", "astopped", "bstopped");
  }

  @Test
  void whenPeersLeaveTheNextAnnounceComesSooner() {
    interval = Duration.ofMinutes(30);
    Announcer announcer = announcer(List.of(List.of(A)));
    announcer.start();
    loop.pass(Duration.ofMinutes(5));
    assertThat(asked).hasSize(1);

    few = true;
    loop.pass(Duration.ofSeconds(31));

    assertThat(asked).hasSize(2);
  }

  @Test
  void leavingWithoutHavingJoinedAsksNobody() {
    dead.add(A);
    Announcer announcer = announcer(List.of(List.of(A)));
    announcer.start();
    loop.pass(Duration.ofSeconds(1));

    assertThat(announcer.stop().toCompletableFuture()).isCompleted();
    loop.pass(Duration.ofHours(1));
    assertThat(asked).containsExactly("astarted");
  }
}
