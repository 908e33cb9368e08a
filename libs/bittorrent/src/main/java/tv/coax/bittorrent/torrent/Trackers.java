package tv.coax.bittorrent.torrent;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tv.coax.bittorrent.loop.Loop;
import tv.coax.bittorrent.loop.Timer;
import tv.coax.bittorrent.metainfo.InfoHash;
import tv.coax.bittorrent.tracker.AnnounceAnswer;
import tv.coax.bittorrent.tracker.AnnounceEvent;
import tv.coax.bittorrent.tracker.AnnounceRequest;
import tv.coax.bittorrent.tracker.TrackerClient;

/**
 * Peers from a torrent's trackers (BEP 3, BEP 12): the first tracker that answers, tier by tier, is
 * asked again in its interval, and sooner while peers are few. It is told when the torrent becomes
 * complete and when it leaves. Used on the loop.
 */
public final class Trackers implements PeerSource {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LAST_RETRY = Duration.ofMinutes(5);
  private static final Duration SOONEST = Duration.ofSeconds(5);
  private static final Duration WHEN_FEW = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(3);
  private static final int WANTED = 50;

  private final Shared shared;
  private final Loop loop;
  private final InfoHash infoHash;
  private final List<List<URI>> tiers = new ArrayList<>();
  private final TrackerClient client;
  private final AnnounceCredentials credentials;
  private final int key;
  private @Nullable Host host;
  private Consumer<List<InetSocketAddress>> found = addresses -> {};
  private @Nullable Timer next;
  private Optional<String> trackerId = Optional.empty();
  private AnnounceEvent due = AnnounceEvent.STARTED;
  private boolean joined;
  private boolean busy;
  private boolean closed;
  private int failures;

  public Trackers(
      Shared shared,
      InfoHash infoHash,
      List<List<URI>> announce,
      TrackerClient client,
      AnnounceCredentials credentials) {
    this.shared = shared;
    this.loop = shared.environment().loop();
    this.infoHash = infoHash;
    this.client = client;
    this.credentials = credentials;
    RandomGenerator random = shared.environment().random();
    this.key = random.nextInt();
    for (List<URI> tier : announce) {
      List<URI> shuffled = new ArrayList<>(tier);
      Collections.shuffle(shuffled, new Random(random.nextLong()));
      tiers.add(shuffled);
    }
  }

  @Override
  public void start(Host torrent, Consumer<List<InetSocketAddress>> consumer) {
    host = torrent;
    found = consumer;
    announce();
  }

  @Override
  public void completed() {
    if (joined) {
      due = AnnounceEvent.COMPLETED;
      announce();
    }
  }

  @Override
  public CompletionStage<Void> close() {
    closed = true;
    cancelNext();
    if (!joined || host == null) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    Timer patience = loop.after(FAREWELL, () -> done.complete(null));
    ask(tiers.getFirst().getFirst(), host, AnnounceEvent.STOPPED)
        .whenComplete((answer, failure) -> {
          patience.cancel();
          done.complete(null);
        });
    return done;
  }

  private void announce() {
    Host torrent = host;
    if (closed || busy || torrent == null || tiers.isEmpty()) {
      return;
    }
    cancelNext();
    busy = true;
    tryTracker(torrent, 0, 0);
  }

  private void tryTracker(Host torrent, int tier, int place) {
    if (closed) {
      return;
    }
    if (tier == tiers.size()) {
      failed();
    } else if (place == tiers.get(tier).size()) {
      tryTracker(torrent, tier + 1, 0);
    } else {
      AnnounceEvent event = due;
      ask(tiers.get(tier).get(place), torrent, event)
          .whenComplete((answer, failure) -> {
            if (failure == null) {
              answered(tier, place, event, answer);
            } else {
              tryTracker(torrent, tier, place + 1);
            }
          });
    }
  }

  private CompletionStage<AnnounceAnswer> ask(URI tracker, Host torrent, AnnounceEvent event) {
    CompletableFuture<AnnounceAnswer> answer = new CompletableFuture<>();
    credentials
        .bearer()
        .whenComplete((bearer, failure) ->
            loop.execute(() -> {
              if (failure != null) {
                answer.completeExceptionally(failure);
                return;
              }
              client
                  .announce(tracker, request(torrent, event, bearer))
                  .whenComplete((given, refused) -> {
                    if (refused != null) {
                      answer.completeExceptionally(refused);
                    } else {
                      answer.complete(given);
                    }
                  });
            }));
    return answer;
  }

  private AnnounceRequest request(Host torrent, AnnounceEvent event, Optional<String> bearer) {
    Progress progress = torrent.progress();
    return new AnnounceRequest(
        infoHash,
        shared.peerId(),
        shared.listenPort().getAsInt(),
        progress.uploadedBytes(),
        progress.downloadedBytes(),
        progress.leftBytes(),
        event,
        event == AnnounceEvent.STOPPED ? 0 : WANTED,
        key,
        trackerId,
        bearer);
  }

  private void answered(int tier, int place, AnnounceEvent event, AnnounceAnswer answer) {
    busy = false;
    joined = true;
    failures = 0;
    if (due == event) {
      due = AnnounceEvent.NONE;
    }
    List<URI> trackers = tiers.get(tier);
    trackers.addFirst(trackers.remove(place));
    tiers.addFirst(tiers.remove(tier));
    if (answer.trackerId().isPresent()) {
      trackerId = answer.trackerId();
    }
    if (closed) {
      return;
    }
    found.accept(answer.peers());
    Duration least = answer.minInterval().orElse(WHEN_FEW);
    boolean few = host != null && host.wantsPeers();
    Duration wait = few && least.compareTo(answer.interval()) < 0 ? least : answer.interval();
    schedule(due == AnnounceEvent.NONE ? wait : Duration.ZERO);
  }

  private void failed() {
    busy = false;
    failures++;
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
    schedule(wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY);
  }

  private void schedule(Duration wait) {
    boolean now = wait.isZero();
    Duration bounded = now || wait.compareTo(SOONEST) > 0 || failures > 0 ? wait : SOONEST;
    next = loop.after(bounded, this::announce);
  }

  private void cancelNext() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }
}
